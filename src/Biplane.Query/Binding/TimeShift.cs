using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Times moved by a length of time; of a constant the result is known at once.</summary>
internal static class TimeShift
{
    // Farther than this no calendar of an engine reaches: ten thousand years.
    private const double MaximumDays = 10_000 * 366d;

    public static BoundExpression? Of(BoundExpression time, long amount, IntervalUnit unit)
    {
        if (Math.Abs((double)amount) * Days(unit) > MaximumDays)
        {
            return null;
        }

        if (time is not BoundConstant { Value: DateTime known })
        {
            return new BoundShift(time, amount, unit);
        }

        try
        {
            return BoundConstant.Of(Move(known, amount, unit));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DateTime Move(DateTime time, long amount, IntervalUnit unit) => unit switch
    {
        IntervalUnit.Year => time.AddYears((int)amount),
        IntervalUnit.Month => time.AddMonths((int)amount),
        _ => time.AddTicks(amount * TicksPer(unit)),
    };

    public static long TicksPer(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Microsecond => TimeSpan.TicksPerMicrosecond,
        IntervalUnit.Millisecond => TimeSpan.TicksPerMillisecond,
        IntervalUnit.Second => TimeSpan.TicksPerSecond,
        IntervalUnit.Minute => TimeSpan.TicksPerMinute,
        IntervalUnit.Hour => TimeSpan.TicksPerHour,
        IntervalUnit.Day => TimeSpan.TicksPerDay,
        _ => 7 * TimeSpan.TicksPerDay,
    };

    private static double Days(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Year => 366,
        IntervalUnit.Month => 31,
        _ => TicksPer(unit) / (double)TimeSpan.TicksPerDay,
    };
}
