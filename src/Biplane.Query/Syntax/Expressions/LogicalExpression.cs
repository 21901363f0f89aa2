namespace Biplane.Query.Syntax.Expressions;

/// <summary>AND or OR over any number of operands: flat, so that a filter of thousands of terms is no deep tree.</summary>
/// <param name="IsAnd">AND, else OR.</param>
/// <param name="Operands">The operands, at least two.</param>
public sealed record LogicalExpression(bool IsAnd, EquatableList<Expression> Operands) : Expression;
