using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>
/// Equality of JSON values as people mean it: member order, white space, escapes and the spelling of numbers do not count;
/// of a member name that occurs twice the last value counts.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>A 128-bit key that is equal for equal values. An absent value and null have the same key.</summary>
    public static UInt128 Key(ReadOnlySpan<byte> json)
    {
        var text = new ArrayBufferWriter<byte>(Math.Max(json.Length, 16));
        if (json.IsEmpty)
        {
            text.Write("null"u8);
        }
        else
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            WriteValue(ref reader, text);
        }

        return XxHash128.HashToUInt128(text.WrittenSpan);
    }

    private static void WriteValue(ref Utf8JsonReader reader, ArrayBufferWriter<byte> text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, text);
                break;
            case JsonTokenType.StartArray:
                text.Write("["u8);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    WriteValue(ref reader, text);
                    text.Write(","u8);
                }

                text.Write("]"u8);
                break;
            case JsonTokenType.String:
                WriteString(reader.GetString()!, text);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader, text);
                break;
            default:
                text.Write(reader.ValueSpan);
                break;
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, ArrayBufferWriter<byte> text)
    {
        var members = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = new ArrayBufferWriter<byte>();
            WriteValue(ref reader, value);
            members[name] = value.WrittenSpan.ToArray();
        }

        text.Write("{"u8);
        foreach (var (name, value) in members)
        {
            WriteString(name, text);
            text.Write(":"u8);
            text.Write(value);
            text.Write(","u8);
        }

        text.Write("}"u8);
    }

    // The length in front keeps two different lists of strings from looking alike without any escaping.
    private static void WriteString(string value, ArrayBufferWriter<byte> text)
    {
        text.Write(Encoding.UTF8.GetBytes(value.Length.ToString(CultureInfo.InvariantCulture)));
        text.Write("\""u8);
        text.Write(Encoding.UTF8.GetBytes(value));
    }

    // A number that a double does not hold exactly keeps its own digits: two long ids that differ in the last digit are two values.
    private static void WriteNumber(ref Utf8JsonReader reader, ArrayBufferWriter<byte> text)
    {
        Span<byte> buffer = stackalloc byte[64];
        if (reader.TryGetDecimal(out var exact))
        {
            (exact / 1.000000000000000000000000000000m).TryFormat(buffer, out var written, default, CultureInfo.InvariantCulture);
            text.Write(buffer[..written]);
        }
        else if (reader.TryGetDouble(out var wide) && double.IsFinite(wide))
        {
            wide.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
            text.Write(buffer[..written]);
        }
        else
        {
            text.Write(reader.ValueSpan);
        }
    }
}
