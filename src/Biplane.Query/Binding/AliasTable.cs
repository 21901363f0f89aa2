using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>
/// The names that a query's own lists give: explicit aliases, and for paths without one their last part, when only one path has it.
/// </summary>
internal sealed class AliasTable
{
    private readonly Dictionary<string, Expression> _explicit = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression?> _implicit = new(StringComparer.Ordinal);

    public AliasTable(QuerySyntax query)
    {
        foreach (var column in Computed(query))
        {
            _explicit.TryAdd(NameOf(column), column.Expression);
        }

        foreach (var item in query.Select.Concat(query.Dimensions).Concat(query.Measures).Concat(query.Pivot?.Measures ?? []))
        {
            if (item.Alias is { } alias)
            {
                _explicit.TryAdd(alias, item.Expression);
            }
            else if (item.Expression is PathExpression { Steps: { Count: > 1 } steps } path && steps[^1].Name is { } last)
            {
                // Two different paths that end alike: the short name is ambiguous and means neither.
                _implicit[last] = _implicit.TryGetValue(last, out var other) && !path.Equals(other) ? null : path;
            }
        }
    }

    public IEnumerable<string> Names => _explicit.Keys;

    public Expression? FindExplicit(string name) => _explicit.GetValueOrDefault(name);

    public Expression? FindImplicit(string name) => _implicit.GetValueOrDefault(name);

    /// <summary>The columns that a query adds to its rows by clauses of their own.</summary>
    public static IEnumerable<SelectItem> Computed(QuerySyntax query) =>
        query.ComparisonKey is { } key ? [.. query.CustomColumns, new SelectItem(key, "comparison_key") { Span = key.Span }] : query.CustomColumns;

    /// <summary>The name that an item has in the answer.</summary>
    public static string NameOf(SelectItem item) => item switch
    {
        { Alias: { } alias } => alias,
        { Expression: PathExpression { Steps: var steps } } when steps[^1].Name is { } last => last,
        _ => QueryPrinter.Print(item.Expression),
    };
}
