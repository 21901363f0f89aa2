using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax.Text;

/// <summary>The SQL dialect: one SELECT over a source function, read into the same tree as BTQL.</summary>
internal sealed class SqlParser
{
    private readonly TokenStream _tokens;
    private readonly ClauseParser _clauses;

    private SqlParser(TokenStream tokens)
    {
        _tokens = tokens;
        _clauses = new ClauseParser(tokens);
    }

    public static QuerySyntax Parse(TokenStream tokens) => new SqlParser(tokens).Run();

    private QuerySyntax Run()
    {
        if (_tokens.Current.IsWord("with"))
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, "WITH is not available.");
            return new QuerySyntax();
        }

        _tokens.ExpectWord("select");
        if (_tokens.Current.IsWord("distinct") && !_tokens.Next.IsSymbol(","))
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, "SELECT DISTINCT is not available.", "Use GROUP BY with the same columns.");
        }

        var query = new QuerySyntax { Select = _clauses.ParseSelectItems() };
        _tokens.ExpectWord("from");
        if (_tokens.Current.IsSymbol("("))
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, "A sub-query in FROM is not available.");
        }

        query = query with { From = _clauses.ParseSource() };
        query = ParseReshaping(query);
        if (_tokens.TakeWord("where"))
        {
            query = query with { Filter = _clauses.Expressions.Parse() };
        }

        if (_tokens.TakeWord("group"))
        {
            _tokens.ExpectWord("by");
            query = query with { Dimensions = _clauses.ParseSelectItems() };
        }

        query = ParseReshaping(query);
        if (_tokens.TakeWord("having"))
        {
            query = query with { FinalFilter = _clauses.Expressions.Parse() };
        }

        if (_tokens.TakeWord("order"))
        {
            _tokens.ExpectWord("by");
            query = query with { Sort = _clauses.ParseSortItems() };
        }

        if (_tokens.TakeWord("limit"))
        {
            query = query with { Limit = _clauses.ParseWholeNumber("LIMIT") };
        }

        if (_tokens.TakeWord("offset"))
        {
            if (_tokens.Current.Kind == TokenKind.Number)
            {
                _tokens.FailWith(DiagnosticCodes.Unsupported, "OFFSET takes a cursor, not a number.", "Use the cursor of the page before, in quotes.");
            }

            query = query with { Cursor = _clauses.ParseCursor() };
        }

        _tokens.TakeSymbol(";");
        if (!_tokens.AtEnd)
        {
            FailAtRest();
        }

        return query;
    }

    private void FailAtRest()
    {
        var word = _tokens.Current.Text.ToUpperInvariant();
        if (word is "JOIN" or "LEFT" or "INNER" or "CROSS" or "UNION" or "INTERSECT" or "EXCEPT")
        {
            _tokens.FailWith(DiagnosticCodes.Unsupported, $"{word} is not available: a query reads one source.");
        }
        else
        {
            _tokens.Fail("Expected the end of the query or a clause in the order WHERE, GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET");
        }
    }

    // UNPIVOT and PIVOT stand after FROM or after GROUP BY.
    private QuerySyntax ParseReshaping(QuerySyntax query)
    {
        while (!_tokens.HasFailed)
        {
            if (_tokens.TakeWord("unpivot"))
            {
                query = query with { Unpivot = [.. query.Unpivot, ParseUnpivot()] };
            }
            else if (_tokens.TakeWord("pivot"))
            {
                query = query with { Pivot = ParsePivot() };
            }
            else
            {
                break;
            }
        }

        return query;
    }

    // UNPIVOT (value FOR name IN (column)); the name "_" stands for the elements of an array.
    private UnpivotItem ParseUnpivot()
    {
        _tokens.ExpectSymbol("(");
        var value = _clauses.ParseName("the column for values");
        _tokens.ExpectWord("for");
        var name = _clauses.ParseName("the column for names");
        _tokens.ExpectWord("in");
        _tokens.ExpectSymbol("(");
        var column = _clauses.Expressions.Parse();
        _tokens.ExpectSymbol(")");
        _tokens.ExpectSymbol(")");
        return new UnpivotItem(column, name == "_" ? null : name, value);
    }

    // PIVOT (aggregate, … FOR column IN (ANY))
    private PivotClause ParsePivot()
    {
        _tokens.ExpectSymbol("(");
        var measures = _clauses.ParseSelectItems();
        _tokens.ExpectWord("for");
        var column = ParsePivotColumn();
        _tokens.ExpectWord("in");
        _tokens.ExpectSymbol("(");
        _tokens.ExpectWord("any");
        _tokens.ExpectSymbol(")");
        _tokens.ExpectSymbol(")");
        return new PivotClause(measures, column);
    }

    // "column IN (ANY)" would be read as a condition, so the column is read step by step.
    private PathExpression ParsePivotColumn()
    {
        var start = _tokens.Current.Span;
        var steps = new List<PathStep> { PathStep.Member(_clauses.ParseName("a column")) };
        while (!_tokens.HasFailed && _tokens.TakeSymbol("."))
        {
            steps.Add(PathStep.Member(_clauses.ParseName("the name of a field")));
        }

        return new PathExpression([.. steps]) { Span = SourceSpan.Cover(start, _tokens.Previous.Span) };
    }
}
