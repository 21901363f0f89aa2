namespace Biplane.Query.Syntax.Expressions;

/// <summary>Names of <see cref="IntervalUnit"/>.</summary>
public static class IntervalUnits
{
    /// <summary>Reads a unit, in singular or plural and any case.</summary>
    public static IntervalUnit? Parse(string text) => text.ToUpperInvariant().TrimEnd('S') switch
    {
        "MICROSECOND" => IntervalUnit.Microsecond,
        "MILLISECOND" => IntervalUnit.Millisecond,
        "SECOND" => IntervalUnit.Second,
        "MINUTE" => IntervalUnit.Minute,
        "HOUR" => IntervalUnit.Hour,
        "DAY" => IntervalUnit.Day,
        "WEEK" => IntervalUnit.Week,
        "MONTH" => IntervalUnit.Month,
        "YEAR" => IntervalUnit.Year,
        _ => null,
    };

    /// <summary>The unit's singular name.</summary>
    public static string Name(this IntervalUnit unit) => unit switch
    {
        IntervalUnit.Microsecond => "microsecond",
        IntervalUnit.Millisecond => "millisecond",
        IntervalUnit.Second => "second",
        IntervalUnit.Minute => "minute",
        IntervalUnit.Hour => "hour",
        IntervalUnit.Day => "day",
        IntervalUnit.Week => "week",
        IntervalUnit.Month => "month",
        _ => "year",
    };
}
