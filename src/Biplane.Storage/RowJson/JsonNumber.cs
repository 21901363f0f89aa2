using System.Globalization;
using System.Numerics;

namespace Biplane.Storage.RowJson;

/// <summary>Writes finite numbers as JSON: the shortest text that reads as the same number.</summary>
internal static class JsonNumber
{
    /// <summary>No number takes more.</summary>
    public const int MaxBytes = 32;

    private const int Decimals = 6;
    private const double Scale = 1e6;

    // Up to here neighbours that differ in the last of six decimals are different numbers, so that the text with six decimals is the only one so short.
    private const double MaxScaled = 4_294_967_296 * Scale;

    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    // The first stands for zero, which has a digit too.
    private static ReadOnlySpan<ulong> PowersOfTen => [0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000];

    /// <summary>Writes a number and says how long its text is.</summary>
    public static int Format(double value, Span<byte> text)
    {
        // Times and prices have few decimals, which are found by one division where the general way takes a hundred nanoseconds.
        var scaled = Math.Round(value * Scale);
        if (Math.Abs(scaled) <= MaxScaled && scaled / Scale == value && (scaled != 0 || !double.IsNegative(value)))
        {
            return FormatScaled((long)scaled, text);
        }

        return value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture) ? length : throw new ArgumentException("There is no room for a number.", nameof(text));
    }

    private static int FormatScaled(long scaled, Span<byte> text)
    {
        var length = 0;
        if (scaled < 0)
        {
            text[length++] = (byte)'-';
            scaled = -scaled;
        }

        var (whole, rest) = Math.DivRem((ulong)scaled, (ulong)Scale);
        length += WriteWhole(whole, text[length..]);
        if (rest == 0)
        {
            return length;
        }

        text[length++] = (byte)'.';
        var decimals = (uint)rest;
        WritePair(decimals / 10_000, text[length..]);
        WritePair(decimals / 100 % 100, text[(length + 2)..]);
        WritePair(decimals % 100, text[(length + 4)..]);
        length += Decimals;
        while (text[length - 1] == (byte)'0')
        {
            length--;
        }

        return length;
    }

    private static int WriteWhole(ulong value, Span<byte> text)
    {
        // A bit is 0.301 digits, and that is one too many for some.
        var digits = ((BitOperations.Log2(value) + 1) * 1233) >> 12;
        digits += value >= PowersOfTen[digits] ? 1 : 0;
        var at = digits;
        for (; at > 1; at -= 2, value /= 100)
        {
            WritePair((uint)(value % 100), text[(at - 2)..]);
        }

        if (at == 1)
        {
            text[0] = (byte)('0' + value);
        }

        return digits;
    }

    private static void WritePair(uint value, Span<byte> text) => Pairs.Slice((int)value * 2, 2).CopyTo(text);
}
