using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>An item of a sort clause.</summary>
/// <param name="Expression">What to order by.</param>
/// <param name="IsDescending">Largest first.</param>
public sealed record SortItem(Expression Expression, bool IsDescending = false) : SyntaxNode;
