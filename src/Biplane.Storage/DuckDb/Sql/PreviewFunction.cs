using System.Buffers;
using System.Globalization;
using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.RowJson;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// The beginning of a JSON value: of a string its first characters, of anything else those of its text, as a string. A value that is not longer
/// stays what it is. It looks at no more than <see cref="BytesFor"/> of the value, so that a large one need not be brought back for it.
/// </summary>
internal static class PreviewFunction
{
    public const string Name = "biplane_preview";

    /// <summary>A character outside the first plane, written as two escapes.</summary>
    private const int LongestCharacter = 12;

    /// <summary>White space of a value that is indented much may fill what is looked at; its preview is shorter then.</summary>
    private const int MinBytes = 16 * 1024;

    /// <summary>So many bytes of a value decide about its preview.</summary>
    public static int BytesFor(int length) => (int)Math.Min(int.MaxValue, Math.Max(MinBytes, ((length + 1L) * LongestCharacter) + 2));

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.Varchar, (arguments, row, answers) =>
        {
            var length = int.Parse(arguments.Text(1, row), NumberStyles.None, CultureInfo.InvariantCulture);
            answers.Set(row, Of(blobs, arguments.Text(0, row), length));
        });

    /// <summary>What is shown of a value, or of the large one that its mark names.</summary>
    public static ReadOnlySpan<byte> Of(IBlobStore blobs, ReadOnlySpan<byte> json, int length)
    {
        json = BlobFunction.ResolveStart(blobs, json, BytesFor(length)) ?? json;
        return Cut(json, length) ?? json;
    }

    /// <summary>The preview of a value, or null when the value is short enough to stay.</summary>
    internal static byte[]? Cut(ReadOnlySpan<byte> json, int length)
    {
        if (json.Length <= length)
        {
            return null;
        }

        var isCut = json.Length >= BytesFor(length);
        json = isCut ? json[..BytesFor(length)] : json;
        if (json[0] == (byte)'"')
        {
            // The characters stay as they are written: an escape means the same in a shorter string.
            return End(json[1..], length, isString: true) is { } end ? [.. json[..(end + 1)], (byte)'"'] : null;
        }

        var text = Compact(json);
        if ((End(text, length, isString: false) ?? (isCut ? text.Length : null)) is not { } cut)
        {
            return null;
        }

        var preview = new ArrayBufferWriter<byte>(cut + 16);
        JsonStringWriter.Write(preview, text.AsSpan(0, cut));
        return preview.WrittenSpan.ToArray();
    }

    // As engines write JSON: without space, and with characters in place of the escapes that some clients write for all but ASCII.
    private static byte[] Compact(ReadOnlySpan<byte> json)
    {
        var text = new byte[json.Length];
        var length = 0;
        var isInString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (isInString && json[i] == (byte)'\\' && i + 1 < json.Length)
            {
                if (Plain(json[i..], text.AsSpan(length)) is var (taken, written) && taken > 0)
                {
                    i += taken - 1;
                    length += written;
                    continue;
                }

                text[length++] = json[i++];
            }
            else if (json[i] == (byte)'"')
            {
                isInString = !isInString;
            }
            else if (!isInString && json[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                continue;
            }

            text[length++] = json[i];
        }

        return text[..length];
    }

    // Of an escape, how long it is and how long what stands for it; nothing where it stays.
    private static (int Taken, int Written) Plain(ReadOnlySpan<byte> escape, Span<byte> text)
    {
        if (escape[1] == (byte)'/')
        {
            text[0] = (byte)'/';
            return (2, 1);
        }

        if (escape[1] != (byte)'u' || Unit(escape) is not { } first)
        {
            return default;
        }

        if (first is '"' or '\\')
        {
            text[0] = (byte)'\\';
            text[1] = (byte)first;
            return (6, 2);
        }

        if (Rune.TryCreate(first, out var character))
        {
            return first < ' ' ? default : (6, character.EncodeToUtf8(text));
        }

        return escape.Length > 7 && escape[6] == (byte)'\\' && Unit(escape[6..]) is { } second && Rune.TryCreate(first, second, out var pair)
            ? (LongestCharacter, pair.EncodeToUtf8(text))
            : default;
    }

    private static char? Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[1] == (byte)'u' && ushort.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;

    // Where the character after the last one of the preview starts; null when there is none.
    private static int? End(ReadOnlySpan<byte> json, int length, bool isString)
    {
        var at = 0;
        for (var left = length; at < json.Length && !(isString && json[at] == (byte)'"'); left--)
        {
            if (left == 0)
            {
                return at;
            }

            at += isString && json[at] == (byte)'\\' ? EscapeLength(json[at..]) : CharacterLength(json[at]);
        }

        return null;
    }

    private static int CharacterLength(byte first) => first switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };

    private static int EscapeLength(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2 || escape[1] != (byte)'u')
        {
            return 2;
        }

        return IsSurrogate(escape, 0, 'd', "89abAB"u8) && IsSurrogate(escape, 6, 'd', "cdefCDEF"u8) ? LongestCharacter : 6;
    }

    // \uD8.. to \uDB.. start a pair, \uDC.. to \uDF.. end it.
    private static bool IsSurrogate(ReadOnlySpan<byte> escape, int at, char first, ReadOnlySpan<byte> second) =>
        escape.Length >= at + 6 && escape[at] == (byte)'\\' && escape[at + 1] == (byte)'u' && (escape[at + 2] | 0x20) == first && second.Contains(escape[at + 3]);
}
