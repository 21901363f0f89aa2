using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>
/// Compares two values of one type; null if one is null. A JSON value that is there but is not of the other side's type is unequal to it
/// (so <c>=</c> is false and <c>!=</c> is true) and has no order (null).
/// </summary>
/// <param name="Operator">How.</param>
/// <param name="Left">One value.</param>
/// <param name="Right">The other.</param>
public sealed record BoundComparison(ComparisonOperator Operator, BoundExpression Left, BoundExpression Right) : BoundExpression(ColumnType.Boolean);
