using System.Buffers;

namespace Biplane.Storage.RowJson;

/// <summary>Writes UTF-8 text as a JSON string without going through UTF-16.</summary>
public static class JsonStringWriter
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\', 0x7F]);

    /// <summary>Writes <paramref name="utf8"/>, which must be valid UTF-8, as a quoted JSON string.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        var text = new Utf8Output(output);
        Write(ref text, utf8);
        text.Complete();
    }

    /// <summary>Writes the start of a member, and the string that is its value.</summary>
    internal static void Write(ref Utf8Output output, in MemberStart start, ReadOnlySpan<byte> utf8)
    {
        if (!output.TryWritePlain(start, utf8))
        {
            output.Write(start);
            WriteContent(ref output, utf8);
        }
    }

    internal static void Write(ref Utf8Output output, ReadOnlySpan<byte> utf8)
    {
        output.Write((byte)'"');
        WriteContent(ref output, utf8);
    }

    // The last quote too.
    private static void WriteContent(ref Utf8Output output, ReadOnlySpan<byte> utf8)
    {
        for (var special = utf8.IndexOfAny(MustEscape); special >= 0; special = utf8.IndexOfAny(MustEscape))
        {
            output.Write(utf8[..special]);
            WriteEscape(ref output, utf8[special]);
            utf8 = utf8[(special + 1)..];
        }

        output.Write(utf8);
        output.Write((byte)'"');
    }

    private static void WriteEscape(ref Utf8Output output, byte character)
    {
        switch (character)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                break;
            case (byte)'\\':
                output.Write("\\\\"u8);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            default:
                output.Write("\\u00"u8);
                output.Write([HexDigit(character >> 4), HexDigit(character & 15)]);
                break;
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
