using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>BTQL text: <c>clause: …</c> parts in any order, separated by a bar or a line break.</summary>
internal sealed class BtqlParser
{
    private readonly TokenStream _tokens;
    private readonly NestedQueries _queries;
    private readonly ClauseParser _clauses;
    private readonly bool _isNested;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private QuerySyntax _query = new();

    private BtqlParser(TokenStream tokens, NestedQueries queries)
    {
        _tokens = tokens;
        _queries = queries;
        _isNested = queries.IsWithin;
        _clauses = new ClauseParser(tokens, queries);
    }

    public static QuerySyntax Parse(TokenStream tokens, NestedQueries queries) => new BtqlParser(tokens, queries).Run();

    private bool IsDone => _tokens.AtEnd || (_isNested && _tokens.Current.IsSymbol(")"));

    private QuerySyntax Run()
    {
        var start = _tokens.Current.Span;
        SkipBars();
        while (!IsDone && !_tokens.HasFailed)
        {
            var first = _tokens.Index;
            ParseClause();
            if (!IsDone && !_tokens.TakeSymbol(";") && !_tokens.Current.IsSymbol("|") && !_tokens.Current.StartsLine)
            {
                _tokens.Fail("Expected '|' or a new line before the next clause");
            }

            // A query within a query leaves its findings to the outer one, whose clause it stands in.
            if (!_isNested)
            {
                _tokens.Recover(first, StartsClause);
            }

            SkipBars();
        }

        return _query with { Span = SourceSpan.Cover(start, _tokens.Previous.Span) };
    }

    private void SkipBars()
    {
        while (_tokens.TakeSymbol("|"))
        {
        }
    }

    private static bool StartsClause(TokenStream tokens) =>
        tokens.Current.IsSymbol("|")
        || (tokens.Current.Kind == TokenKind.Name && tokens.Next.IsSymbol(":") && (tokens.Current.StartsLine || tokens.Previous.IsSymbol("|")));

    private void ParseClause()
    {
        var start = _tokens.Current;
        var name = start.Text.ToLowerInvariant();
        if (start.Kind != TokenKind.Name || !_tokens.Next.IsSymbol(":"))
        {
            var hint = BtqlClauses.Names.Contains(name, StringComparer.Ordinal) ? $"Write '{name}:' with a colon." : NearWords.Hint(start, ["SELECT"]);
            _tokens.Fail("Expected a clause such as 'select:', 'from:' or 'filter:'", hint);
            return;
        }

        if (!_seen.Add(name))
        {
            _tokens.FailWith(DiagnosticCodes.Syntax, $"The clause '{name}' is there twice.");
            return;
        }

        _tokens.Advance();
        _tokens.Advance();
        var longer = ParseContent(name, start);
        _query = _tokens.HasFailed ? _query : longer;
    }

    private QuerySyntax ParseContent(string name, Token start) => name switch
    {
        "select" => _query with { IsDistinct = _clauses.TakeDistinct(), Select = _clauses.ParseSelectItems() },
        "dimensions" => _query with { Dimensions = _clauses.ParseSelectItems() },
        "measures" => _query with { Measures = _clauses.ParseSelectItems() },
        "weighted_scores" => _query with { WeightedScores = _clauses.ParseSelectItems() },
        "custom_columns" => _query with { CustomColumns = _clauses.ParseSelectItems() },
        "pivot" => _query with { Pivot = ParsePivot(start) },
        "unpivot" => _query with { Unpivot = ParseUnpivot() },
        "infer" => _query with { Infer = [.. _clauses.ParseSelectItems().Select(item => item.Expression)] },
        "from" => _query with { From = _clauses.Sources.Parse(isSql: false) },
        "filter" => _query with { Filter = _clauses.Expressions.Parse() },
        "trace_filter" => _query with { TraceFilter = _clauses.Expressions.Parse() },
        "final_filter" => _query with { FinalFilter = _clauses.Expressions.Parse() },
        "comparison_key" => _query with { ComparisonKey = _clauses.Expressions.Parse() },
        "sort" => _query with { Sort = _clauses.ParseSortItems() },
        "limit" => _query with { Limit = _clauses.ParseWholeNumber("limit") },
        "cursor" => _query with { Cursor = _clauses.ParseCursor() },
        "sample" => _query with { Sample = _clauses.Samples.Parse() },
        "preview_length" => _query with { PreviewLength = ClauseParser.ToInt(_clauses.ParseWholeNumber("preview_length")) },
        "inference_budget" => _query with { InferenceBudget = ClauseParser.ToInt(_clauses.ParseWholeNumber("inference_budget")) },
        _ => Unknown(start),
    };

    private QuerySyntax Unknown(Token clause)
    {
        var near = NearNames.Find(clause.Text, BtqlClauses.Names);
        _tokens.FailWith(
            DiagnosticCodes.Syntax,
            $"There is no clause '{clause.Text}'.",
            near is not null ? $"Did you mean '{near}'?" : $"Known are {string.Join(", ", BtqlClauses.Names)}.");
        return _query;
    }

    // measures, and perhaps "for" the column whose values become names
    private PivotClause ParsePivot(Token start)
    {
        var measures = _clauses.ParseSelectItems();
        return new PivotClause(measures, _tokens.TakeWord("for") ? _clauses.ParsePivotColumn() : null) { Span = SourceSpan.Cover(start.Span, _tokens.Previous.Span) };
    }

    // expr as (name, value), or expr as value
    private EquatableList<UnpivotItem> ParseUnpivot()
    {
        var items = new List<UnpivotItem>();
        do
        {
            var start = _tokens.Current.Span;
            var expression = _clauses.Expressions.Parse();
            _tokens.ExpectWord("as");
            string? name = null;
            string value;
            if (_tokens.TakeSymbol("("))
            {
                name = _clauses.ParseName("the column for names");
                _tokens.ExpectSymbol(",");
                value = _clauses.ParseName("the column for values");
                _tokens.ExpectSymbol(")");
            }
            else
            {
                value = _clauses.ParseName("a column");
            }

            items.Add(new UnpivotItem(expression, name, value) { Span = SourceSpan.Cover(start, _tokens.Previous.Span) });
        }
        while (!_tokens.HasFailed && _tokens.TakeSymbol(","));

        return [.. items];
    }
}
