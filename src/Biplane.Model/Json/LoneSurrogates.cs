namespace Biplane.Model.Json;

/// <summary>
/// Finds escapes of half surrogate pairs (<c>\ud800</c> without its partner). They have no UTF-8 form and engines refuse them,
/// so they are replaced by <c>\ufffd</c>, which has the same length.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>The offsets of the backslashes of lone halves. Empty for nearly every text, and then found at the speed of a byte search.</summary>
    public static List<int> Find(ReadOnlySpan<byte> json)
    {
        var found = new List<int>();
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return found;
        }

        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] != (byte)'\\')
            {
                continue;
            }

            var unit = CodeUnit(json[i..]);
            if (unit is >= 0xD800 and <= 0xDBFF && CodeUnit(json[Math.Min(i + 6, json.Length)..]) is >= 0xDC00 and <= 0xDFFF)
            {
                i += 11;
            }
            else if (unit is >= 0xD800 and <= 0xDFFF)
            {
                found.Add(i);
                i += 5;
            }
            else
            {
                // Also steps over an escaped backslash, so that "\\ud800" stays what it is: text.
                i++;
            }
        }

        return found;
    }

    /// <summary>A copy with every lone half replaced.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> json, List<int> offsets)
    {
        var copy = json.ToArray();
        foreach (var offset in offsets)
        {
            "\\ufffd"u8.CopyTo(copy.AsSpan(offset));
        }

        return copy;
    }

    private static int CodeUnit(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 6 || escape[0] != (byte)'\\' || escape[1] != (byte)'u')
        {
            return -1;
        }

        var unit = 0;
        for (var i = 2; i < 6; i++)
        {
            var digit = escape[i] switch
            {
                >= (byte)'0' and <= (byte)'9' => escape[i] - '0',
                >= (byte)'a' and <= (byte)'f' => escape[i] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => escape[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return -1;
            }

            unit = (unit << 4) | digit;
        }

        return unit;
    }
}
