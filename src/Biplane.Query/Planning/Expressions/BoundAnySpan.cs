using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Whether the row's trace has a span that satisfies a condition. Never null, never nested.</summary>
/// <param name="Condition">The condition on that span.</param>
public sealed record BoundAnySpan(BoundExpression Condition) : BoundExpression(ColumnType.Boolean);
