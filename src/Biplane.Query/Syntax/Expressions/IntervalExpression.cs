namespace Biplane.Query.Syntax.Expressions;

/// <summary>A length of time: <c>interval 7 day</c>.</summary>
/// <param name="Amount">How many.</param>
/// <param name="Unit">Of what.</param>
public sealed record IntervalExpression(long Amount, IntervalUnit Unit) : Expression;
