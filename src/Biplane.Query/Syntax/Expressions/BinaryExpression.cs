namespace Biplane.Query.Syntax.Expressions;

/// <summary>An operator between two operands.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand; of <see cref="BinaryOperator.Includes"/> the haystack.</param>
/// <param name="Right">The right operand.</param>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;
