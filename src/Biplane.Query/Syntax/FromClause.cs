using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Where the rows come from.</summary>
/// <param name="Source">The source function, for example <c>experiment</c>.</param>
/// <param name="Arguments">Ids or names of objects.</param>
/// <param name="Shape">The shape, if the text says one.</param>
public sealed record FromClause(string Source, EquatableList<LiteralExpression> Arguments, QueryShape? Shape = null) : SyntaxNode;
