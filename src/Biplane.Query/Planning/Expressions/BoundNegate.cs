using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>The negative of a number.</summary>
/// <param name="Operand">A number.</param>
public sealed record BoundNegate(BoundExpression Operand) : BoundExpression(ColumnType.Number);
