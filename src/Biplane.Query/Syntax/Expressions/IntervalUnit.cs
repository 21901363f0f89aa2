namespace Biplane.Query.Syntax.Expressions;

/// <summary>Units of time.</summary>
public enum IntervalUnit
{
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}
