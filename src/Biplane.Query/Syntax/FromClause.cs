using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Where the rows come from: a source function, or the answer of another query.</summary>
/// <param name="Source">The source function, for example <c>experiment</c>; empty for a sub-query.</param>
/// <param name="Arguments">Ids or names of objects.</param>
/// <param name="Shape">The shape, if the text says one.</param>
public sealed record FromClause(string Source, EquatableList<LiteralExpression> Arguments, QueryShape? Shape = null) : SyntaxNode
{
    /// <summary>The query whose answer is read. A name that WITH gave stands in the tree as the query itself.</summary>
    public QuerySyntax? Subquery { get; init; }

    /// <summary>A name for the rows, so that <c>alias.column</c> can be written.</summary>
    public string? Alias { get; init; }
}
