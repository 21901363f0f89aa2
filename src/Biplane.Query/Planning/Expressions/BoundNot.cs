using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Three-valued NOT.</summary>
/// <param name="Operand">A truth value.</param>
public sealed record BoundNot(BoundExpression Operand) : BoundExpression(ColumnType.Boolean);
