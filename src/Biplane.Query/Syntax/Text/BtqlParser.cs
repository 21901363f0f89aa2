using System.Globalization;
using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>BTQL text: <c>clause: …</c> parts in any order, separated by a bar or a line break.</summary>
internal sealed class BtqlParser
{
    private readonly TokenStream _tokens;
    private readonly ClauseParser _clauses;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private QuerySyntax _query = new();

    private BtqlParser(TokenStream tokens)
    {
        _tokens = tokens;
        _clauses = new ClauseParser(tokens);
    }

    public static QuerySyntax Parse(TokenStream tokens) => new BtqlParser(tokens).Run();

    private QuerySyntax Run()
    {
        while (_tokens.TakeSymbol("|"))
        {
        }

        while (!_tokens.AtEnd && !_tokens.HasFailed)
        {
            ParseClause();
            if (_tokens.AtEnd || _tokens.TakeSymbol(";"))
            {
                continue;
            }

            if (!_tokens.TakeSymbol("|") && !_tokens.Current.StartsLine)
            {
                _tokens.Fail("Expected '|' or a new line before the next clause");
            }

            while (_tokens.TakeSymbol("|"))
            {
            }
        }

        return _query;
    }

    private void ParseClause()
    {
        var start = _tokens.Current;
        var name = start.Text.ToLowerInvariant();
        if (start.Kind != TokenKind.Name || !_tokens.Next.IsSymbol(":"))
        {
            _tokens.Fail("Expected a clause such as 'select:', 'from:' or 'filter:'");
            return;
        }

        if (!_seen.Add(name))
        {
            _tokens.FailWith(DiagnosticCodes.Syntax, $"The clause '{name}' is there twice.");
            return;
        }

        _tokens.Advance();
        _tokens.Advance();
        _query = name switch
        {
            "select" => _query with { Select = _clauses.ParseSelectItems() },
            "dimensions" => _query with { Dimensions = _clauses.ParseSelectItems() },
            "measures" => _query with { Measures = _clauses.ParseSelectItems() },
            "weighted_scores" => _query with { WeightedScores = _clauses.ParseSelectItems() },
            "custom_columns" => _query with { CustomColumns = _clauses.ParseSelectItems() },
            "pivot" => _query with { Pivot = new PivotClause(_clauses.ParseSelectItems(), Column: null) },
            "unpivot" => _query with { Unpivot = ParseUnpivot() },
            "infer" => _query with { Infer = [.. _clauses.ParseSelectItems().Select(item => item.Expression)] },
            "from" => _query with { From = ParseFrom() },
            "filter" => _query with { Filter = _clauses.Expressions.Parse() },
            "trace_filter" => _query with { TraceFilter = _clauses.Expressions.Parse() },
            "final_filter" => _query with { FinalFilter = _clauses.Expressions.Parse() },
            "comparison_key" => _query with { ComparisonKey = _clauses.Expressions.Parse() },
            "sort" => _query with { Sort = _clauses.ParseSortItems() },
            "limit" => _query with { Limit = _clauses.ParseWholeNumber("limit") },
            "cursor" => _query with { Cursor = _clauses.ParseCursor() },
            "sample" => _query with { Sample = ParseSample() },
            "preview_length" => _query with { PreviewLength = (int?)Clamp(_clauses.ParseWholeNumber("preview_length")) },
            "inference_budget" => _query with { InferenceBudget = (int?)Clamp(_clauses.ParseWholeNumber("inference_budget")) },
            _ => Unknown(start),
        };
    }

    private static long? Clamp(long? number) => number is { } n ? Math.Clamp(n, int.MinValue, int.MaxValue) : null;

    private QuerySyntax Unknown(Token clause)
    {
        _tokens.FailWith(
            DiagnosticCodes.Syntax,
            $"There is no clause '{clause.Text}'.",
            "Known are select, dimensions, measures, from, filter, final_filter, sort, limit, cursor, unpivot, pivot, sample, infer and preview_length.");
        return _query;
    }

    private FromClause? ParseFrom()
    {
        var source = _clauses.ParseSource();
        if (source is not null && !_tokens.Current.StartsLine && _tokens.Current.Kind == TokenKind.Name)
        {
            source = source with { Shape = _clauses.ParseShape(_tokens.Current) };
            _tokens.Advance();
        }

        return source;
    }

    // expr as (name, value), or expr as value
    private EquatableList<UnpivotItem> ParseUnpivot()
    {
        var items = new List<UnpivotItem>();
        do
        {
            var expression = _clauses.Expressions.Parse();
            _tokens.ExpectWord("as");
            if (_tokens.TakeSymbol("("))
            {
                var name = _clauses.ParseName("the column for names");
                _tokens.ExpectSymbol(",");
                items.Add(new UnpivotItem(expression, name, _clauses.ParseName("the column for values")));
                _tokens.ExpectSymbol(")");
            }
            else
            {
                items.Add(new UnpivotItem(expression, null, _clauses.ParseName("a column")));
            }
        }
        while (!_tokens.HasFailed && _tokens.TakeSymbol(","));
        return [.. items];
    }

    private SampleClause? ParseSample()
    {
        if (_tokens.Current.Kind != TokenKind.Number)
        {
            _tokens.Fail("Expected a share such as 25% or a number of rows");
            return null;
        }

        var value = double.Parse(_tokens.Advance().Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new SampleClause(value, IsRate: _tokens.TakeSymbol("%"));
    }
}
