using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>The SQL dialect: SELECTs around one source function, read into the same tree as BTQL.</summary>
internal sealed class SqlParser
{
    private const string Order = "WHERE, GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET";

    private readonly TokenStream _tokens;
    private readonly NestedQueries _queries;
    private readonly ClauseParser _clauses;
    private readonly bool _isNested;

    private SqlParser(TokenStream tokens, NestedQueries queries)
    {
        _tokens = tokens;
        _queries = queries;
        _isNested = queries.IsWithin;
        _clauses = new ClauseParser(tokens, queries);
    }

    public static QuerySyntax Parse(TokenStream tokens, NestedQueries queries) => new SqlParser(tokens, queries).Run();

    /// <summary>"select: *" is BTQL, "SELECT *" is SQL.</summary>
    public static bool IsSql(TokenStream tokens) =>
        (tokens.Current.IsWord("select") || tokens.Current.IsWord("with")) && !tokens.Next.IsSymbol(":");

    private QuerySyntax Run()
    {
        var start = _tokens.Current.Span;
        if (_tokens.TakeWord("with"))
        {
            ParseWith();
        }

        var query = Clause(new QuerySyntax(), ParseSelect);
        query = Clause(query, ParseFrom);
        query = Reshaping(query);
        query = Clause(query, q => _tokens.TakeWord("where") ? q with { Filter = _clauses.Expressions.Parse() } : q);
        query = Clause(query, q => TakeWords("group") ? q with { Dimensions = _clauses.ParseSelectItems() } : q);
        query = Reshaping(query);
        query = Clause(query, q => _tokens.TakeWord("having") ? q with { FinalFilter = _clauses.Expressions.Parse() } : q);
        query = Clause(query, q => TakeWords("order") ? q with { Sort = _clauses.ParseSortItems() } : q);
        query = Clause(query, q => _tokens.TakeWord("limit") ? q with { Limit = _clauses.ParseWholeNumber("LIMIT") } : q);
        query = Clause(query, ParseOffset);
        query = Clause(query, q => _tokens.TakeWord("settings") ? ParseSettings(q) : q);
        if (!_isNested)
        {
            _tokens.TakeSymbol(";");
        }

        if (!_tokens.AtEnd && !(_isNested && _tokens.Current.IsSymbol(")")))
        {
            FailAtRest();
        }

        return query with { Span = SourceSpan.Cover(start, _tokens.Previous.Span) };
    }

    // A clause with a finding is left out, and reading goes on at the next one. Within a query that is the outer one's business.
    private QuerySyntax Clause(QuerySyntax query, Func<QuerySyntax, QuerySyntax> parse)
    {
        var start = _tokens.Index;
        var longer = parse(query);
        if (_isNested)
        {
            return longer;
        }

        return _tokens.Recover(start, SqlWords.StartsClause) ? query : longer;
    }

    // WITH name AS (query), …
    private void ParseWith()
    {
        if (_tokens.Current.IsWord("recursive") && !_tokens.Next.IsWord("as"))
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, "WITH RECURSIVE is not available: a query reads one source.");
        }

        do
        {
            if (_tokens.Current.Kind != TokenKind.Name)
            {
                _tokens.Fail("Expected a name after WITH");
                return;
            }

            var name = _tokens.Advance().Text;
            _tokens.ExpectWord("as");
            _tokens.ExpectSymbol("(");
            _queries.Name(name, _queries.Parse());
        }
        while (!_tokens.HasFailed && _tokens.TakeSymbol(","));
    }

    private QuerySyntax ParseSelect(QuerySyntax query)
    {
        _tokens.ExpectWord("select");
        var isDistinct = _clauses.TakeDistinct();
        return query with { IsDistinct = isDistinct, Select = _clauses.ParseSelectItems() };
    }

    private QuerySyntax ParseFrom(QuerySyntax query)
    {
        _tokens.ExpectWord("from");
        return query with { From = _clauses.Sources.Parse(isSql: true) };
    }

    private QuerySyntax ParseOffset(QuerySyntax query)
    {
        if (!_tokens.TakeWord("offset"))
        {
            return query;
        }

        if (_tokens.Current.Kind == TokenKind.Number)
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, "OFFSET takes a cursor, not a number.", "Use the cursor of the page before, in quotes.");
        }

        return query with { Cursor = _clauses.ParseCursor() };
    }

    // SETTINGS preview_length = 200, …: the clauses that SQL has no words for.
    private QuerySyntax ParseSettings(QuerySyntax query)
    {
        do
        {
            var setting = _tokens.Current;
            if (setting.Kind != TokenKind.Name)
            {
                _tokens.Fail("Expected the name of a setting", "Known are preview_length and inference_budget.");
                break;
            }

            if (!setting.IsWord("preview_length") && !setting.IsWord("inference_budget"))
            {
                _tokens.FailWith(DiagnosticCodes.Syntax, $"There is no setting '{setting.Text}'.", "Known are preview_length and inference_budget.");
                break;
            }

            _tokens.Advance();
            _tokens.ExpectSymbol("=");
            var value = ClauseParser.ToInt(_clauses.ParseWholeNumber(setting.Text));
            query = setting.IsWord("preview_length") ? query with { PreviewLength = value } : query with { InferenceBudget = value };
        }
        while (!_tokens.HasFailed && _tokens.TakeSymbol(","));

        return query;
    }

    private bool TakeWords(string first)
    {
        if (!_tokens.TakeWord(first))
        {
            return false;
        }

        _tokens.ExpectWord("by");
        return true;
    }

    private void FailAtRest()
    {
        var word = _tokens.Current.Text.ToUpperInvariant();
        if (_tokens.Current.Kind == TokenKind.Name && SqlWords.Missing.Contains(word, StringComparer.Ordinal))
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, $"{word} is not available: a query reads one source.");
        }
        else
        {
            _tokens.Fail($"Expected the end of the query or a clause in the order {Order}", NearWords.Hint(_tokens.Current, SqlWords.Clauses));
        }
    }

    // TABLESAMPLE stands after FROM; UNPIVOT and PIVOT there or after GROUP BY.
    private QuerySyntax Reshaping(QuerySyntax query)
    {
        while (!_tokens.HasFailed)
        {
            var before = _tokens.Index;
            query = Clause(query, q =>
                _tokens.TakeWord("tablesample") ? q with { Sample = _clauses.Samples.Parse() }
                : _tokens.TakeWord("unpivot") ? q with { Unpivot = [.. q.Unpivot, ParseUnpivot()] }
                : _tokens.TakeWord("pivot") ? q with { Pivot = ParsePivot() }
                : q);
            if (_tokens.Index == before)
            {
                break;
            }
        }

        return query;
    }

    // UNPIVOT (value FOR name IN (column)); the name "_" stands for the elements of an array.
    private UnpivotItem ParseUnpivot()
    {
        var start = _tokens.Previous.Span;
        _tokens.ExpectSymbol("(");
        var value = _clauses.ParseName("the column for values");
        _tokens.ExpectWord("for");
        var name = _clauses.ParseName("the column for names");
        _tokens.ExpectWord("in");
        _tokens.ExpectSymbol("(");
        var column = _clauses.Expressions.Parse();
        _tokens.ExpectSymbol(")");
        _tokens.ExpectSymbol(")");
        return new UnpivotItem(column, name == "_" ? null : name, value) { Span = SourceSpan.Cover(start, _tokens.Previous.Span) };
    }

    // PIVOT (aggregate, … FOR column IN (ANY))
    private PivotClause ParsePivot()
    {
        var start = _tokens.Previous.Span;
        _tokens.ExpectSymbol("(");
        var measures = _clauses.ParseSelectItems();
        _tokens.ExpectWord("for");
        var column = _clauses.ParsePivotColumn();
        _tokens.ExpectWord("in");
        _tokens.ExpectSymbol("(");
        if (!_tokens.Current.IsWord("any"))
        {
            _tokens.Fail("Expected ANY", "A pivot makes a column of every value; choose values with WHERE.");
        }

        _tokens.Advance();
        _tokens.ExpectSymbol(")");
        _tokens.ExpectSymbol(")");
        return new PivotClause(measures, column) { Span = SourceSpan.Cover(start, _tokens.Previous.Span) };
    }
}
