using System.Globalization;
using System.Text.RegularExpressions;

namespace Biplane.Query.Planning;

/// <summary>
/// Which texts are times, in queries and in rows alike: dates of ISO 8601 with or without a time of day, UTC unless there is an offset. Engines
/// and the runtime read more, each something else.
/// </summary>
public static partial class TimeText
{
    /// <summary>The form of such a text, for the regular expressions of .NET and of RE2. The days of a month are not counted here.</summary>
    public const string Pattern =
        "^(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + @"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-](0[0-9]|1[0-3])(:?[0-5][0-9])?|[+-]14(:?00)?)?)?\z";

    /// <summary>Reads a time, to the microsecond: more digits are cut off. A time outside of the years 1 to 9999 is none.</summary>
    public static bool TryRead(string text, out DateTime time)
    {
        time = default;
        if (!Form().IsMatch(text) || !DateTime.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        var rest = text.AsSpan(10);
        var ticks = day.Ticks + (rest.IsEmpty ? 0 : OfDay(ref rest)) - Offset(rest);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>A time as answers have it: to the millisecond, or to the microsecond where it has any.</summary>
    public static string Of(DateTime time) => time.ToString(
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // What the pattern has let through: a letter or space, 03:04, :05 and .678 where they are.
    private static long OfDay(ref ReadOnlySpan<char> rest)
    {
        var ticks = (Number(rest[1..3]) * TimeSpan.TicksPerHour) + (Number(rest[4..6]) * TimeSpan.TicksPerMinute);
        rest = rest[6..];
        if (!rest.StartsWith(':'))
        {
            return ticks;
        }

        ticks += Number(rest[1..3]) * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        if (!rest.StartsWith('.'))
        {
            return ticks;
        }

        var unit = TimeSpan.TicksPerSecond;
        for (rest = rest[1..]; !rest.IsEmpty && char.IsAsciiDigit(rest[0]); rest = rest[1..])
        {
            unit /= 10;
            ticks += unit >= TimeSpan.TicksPerMicrosecond ? (rest[0] - '0') * unit : 0;
        }

        return ticks;
    }

    // Z, +01, +0100 or +01:00.
    private static long Offset(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] == 'Z')
        {
            return 0;
        }

        var ticks = (Number(rest[1..3]) * TimeSpan.TicksPerHour) + (rest.Length > 3 ? Number(rest[^2..]) * TimeSpan.TicksPerMinute : 0);
        return rest[0] == '-' ? -ticks : ticks;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
