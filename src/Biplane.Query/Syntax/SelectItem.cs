using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>An item of a select list, of dimensions or of measures.</summary>
/// <param name="Expression">What to compute; a <see cref="StarExpression"/> is every column.</param>
/// <param name="Alias">Its name in the answer, if the text says one.</param>
public sealed record SelectItem(Expression Expression, string? Alias = null) : SyntaxNode;
