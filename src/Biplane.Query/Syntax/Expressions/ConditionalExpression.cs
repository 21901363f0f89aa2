namespace Biplane.Query.Syntax.Expressions;

/// <summary><c>condition ? a : b</c> (chains are flat) or <c>CASE WHEN … THEN … ELSE … END</c>.</summary>
/// <param name="Branches">The cases, at least one; the first that is true counts.</param>
/// <param name="Otherwise">The result when none is true.</param>
public sealed record ConditionalExpression(EquatableList<ConditionalBranch> Branches, Expression Otherwise) : Expression;
