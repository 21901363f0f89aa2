using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>
/// Queries within a query: in parentheses after FROM, or named by WITH. A name is replaced by its query at once, so that the tree has no
/// names to resolve. Invariant: no tree nests deeper than <see cref="MaxDepth"/>, so that later passes may recurse.
/// </summary>
internal sealed class NestedQueries(TokenStream tokens)
{
    /// <summary>How deep queries may nest.</summary>
    public const int MaxDepth = 16;

    private readonly Dictionary<string, QuerySyntax> _named = new(StringComparer.OrdinalIgnoreCase);
    private int _depth;

    /// <summary>Whether tokens of a query within a query are being read.</summary>
    public bool IsWithin => _depth > 0;

    /// <summary>The names that WITH gave so far.</summary>
    public IEnumerable<string> Names => _named.Keys;

    /// <summary>Reads a query of either dialect up to the closing parenthesis; the opening one is taken already.</summary>
    public QuerySyntax Parse()
    {
        if (++_depth > MaxDepth)
        {
            FailTooDeep();
        }

        var outer = new Dictionary<string, QuerySyntax>(_named, StringComparer.OrdinalIgnoreCase);
        var query = tokens.HasFailed ? new QuerySyntax() : SqlParser.IsSql(tokens) ? SqlParser.Parse(tokens, this) : BtqlParser.Parse(tokens, this);
        _named.Clear();
        foreach (var (name, named) in outer)
        {
            _named.Add(name, named);
        }

        tokens.ExpectSymbol(")");
        _depth--;
        return query;
    }

    public QuerySyntax? Find(string name) => _named.GetValueOrDefault(name);

    public void Name(string name, QuerySyntax query)
    {
        if (tokens.HasFailed)
        {
            return;
        }

        if (!_named.TryAdd(name, query))
        {
            tokens.FailWith(DiagnosticCodes.DuplicateAlias, $"WITH gives the name '{name}' twice.");
        }
        else if (DepthOf(query) >= MaxDepth)
        {
            FailTooDeep();
        }
    }

    private static int DepthOf(QuerySyntax query)
    {
        var depth = 0;
        for (var inner = query.From?.Subquery; inner is not null; inner = inner.From?.Subquery)
        {
            depth++;
        }

        return depth;
    }

    private void FailTooDeep() => tokens.FailWith(DiagnosticCodes.TooDeep, $"Queries nest deeper than {MaxDepth} levels.");
}
