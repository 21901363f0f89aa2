using System.Globalization;
using System.Text.RegularExpressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What times mean. They are of the years 1 to 9999, to the microsecond; what leads out of those years is null.</summary>
internal static partial class ReferenceTime
{
    // A Monday, from which multiples of units count.
    private static readonly DateTime CountStart = new(2000, 1, 3, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time that a text in ISO 8601 says: a date, then perhaps hours and minutes, seconds, a fraction, an offset of up to 14 hours.</summary>
    public static DateTime? Read(string text)
    {
        var parts = Iso().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var (year, month, day) = (Part(parts, "year"), Part(parts, "month"), Part(parts, "day"));
        var (hour, minute, second) = (Part(parts, "hour"), Part(parts, "minute"), Part(parts, "second"));
        var (ahead, aheadMinutes) = (Part(parts, "ahead"), Part(parts, "aheadMinutes"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var offset = TimeSpan.FromMinutes((ahead * 60) + aheadMinutes);
        if (aheadMinutes > 59 || offset > TimeSpan.FromHours(14))
        {
            return null;
        }

        var microseconds = int.Parse(parts.Groups["fraction"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        var clock = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + (microseconds * TimeSpan.TicksPerMicrosecond);
        return InCalendar(parts.Groups["sign"].Value == "-" ? clock + offset.Ticks : clock - offset.Ticks);
    }

    /// <summary>A time as answers and texts have it: to the millisecond, or to the microsecond where it has any.</summary>
    public static string Text(DateTime time) => time.ToString(
        time.Microsecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The start of the stretch that a time lies in, on a clock some minutes behind UTC.</summary>
    public static DateTime? Truncate(DateTime time, int amount, IntervalUnit unit, int behind)
    {
        var offset = TimeSpan.FromMinutes(behind).Ticks;
        var clock = time.Ticks - offset;
        if (unit is not (IntervalUnit.Month or IntervalUnit.Year))
        {
            return InCalendar(StretchStart(clock, amount * Length(unit)) + offset);
        }

        // On other clocks the last hours of the calendar are the first of the year 10000, and its first ones are in a year before it.
        return InCalendar(clock) is { } local ? InCalendar(new DateTime(local.Year, unit == IntervalUnit.Year ? 1 : local.Month, 1).Ticks + offset)
            : clock > 0 ? InCalendar(DateTime.MaxValue.Ticks + 1 + offset) : null;
    }

    /// <summary>A time some units later, or earlier. A month later is the same day of the next month, or that month's last.</summary>
    public static DateTime? Shift(DateTime time, long amount, IntervalUnit unit)
    {
        if (unit is not (IntervalUnit.Month or IntervalUnit.Year))
        {
            return InCalendar(time.Ticks + (amount * Length(unit)));
        }

        var month = (time.Year * 12L) + time.Month - 1 + (amount * (unit == IntervalUnit.Year ? 12 : 1));
        if (month is < 12 or >= 120_000)
        {
            return null;
        }

        var first = new DateTime((int)(month / 12), (int)(month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return first.AddDays(Math.Min(time.Day, DateTime.DaysInMonth(first.Year, first.Month)) - 1).Add(time.TimeOfDay);
    }

    private static long StretchStart(long clock, long length)
    {
        var since = clock - CountStart.Ticks;
        var into = ((since % length) + length) % length;
        return clock - into;
    }

    private static long Length(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Microsecond => TimeSpan.TicksPerMicrosecond,
        IntervalUnit.Millisecond => TimeSpan.TicksPerMillisecond,
        IntervalUnit.Second => TimeSpan.TicksPerSecond,
        IntervalUnit.Minute => TimeSpan.TicksPerMinute,
        IntervalUnit.Hour => TimeSpan.TicksPerHour,
        IntervalUnit.Day => TimeSpan.TicksPerDay,
        _ => 7 * TimeSpan.TicksPerDay,
    };

    private static DateTime? InCalendar(long ticks) =>
        ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Utc);

    private static int Part(Match match, string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        """
        \A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})
        ([T\ ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?(Z|(?<sign>[+-])(?<ahead>[0-9]{2})(:?(?<aheadMinutes>[0-9]{2}))?)?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
