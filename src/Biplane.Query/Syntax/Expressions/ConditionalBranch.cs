namespace Biplane.Query.Syntax.Expressions;

/// <summary>One case of a <see cref="ConditionalExpression"/>.</summary>
/// <param name="Condition">When.</param>
/// <param name="Result">Then.</param>
public sealed record ConditionalBranch(Expression Condition, Expression Result) : SyntaxNode;
