using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Whether a value is missing or null. Never null itself.</summary>
/// <param name="Operand">The value.</param>
public sealed record BoundIsNull(BoundExpression Operand) : BoundExpression(ColumnType.Boolean);
