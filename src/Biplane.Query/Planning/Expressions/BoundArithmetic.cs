using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Arithmetic; a result that is not finite is null.</summary>
/// <param name="Operator">What to do.</param>
/// <param name="Left">A number.</param>
/// <param name="Right">A number.</param>
public sealed record BoundArithmetic(ArithmeticOperator Operator, BoundExpression Left, BoundExpression Right) : BoundExpression(ColumnType.Number);
