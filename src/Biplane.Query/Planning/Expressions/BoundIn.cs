using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Whether a value is one of several constants of its type; null if the value is null.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Values">The constants, none of them null.</param>
public sealed record BoundIn(BoundExpression Operand, EquatableList<BoundConstant> Values) : BoundExpression(ColumnType.Boolean);
