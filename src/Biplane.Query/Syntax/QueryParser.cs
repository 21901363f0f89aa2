using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Syntax.Text;

namespace Biplane.Query.Syntax;

/// <summary>Reads query text of either dialect.</summary>
internal static class QueryParser
{
    /// <summary>Longer texts are refused before anything is allocated for them.</summary>
    public const int MaxTextLength = 4 * 1024 * 1024;

    /// <summary>Reads a query; what is wrong with it is in the findings.</summary>
    public static QuerySyntax Parse(string text, DiagnosticBag diagnostics) => Parse(text, diagnostics, out _);

    /// <summary>Reads a query and tells the names that its WITH gives.</summary>
    public static QuerySyntax Parse(string text, DiagnosticBag diagnostics, out IReadOnlyList<string> namedQueries)
    {
        namedQueries = [];
        if (Open(text, diagnostics) is not { } tokens)
        {
            return new QuerySyntax();
        }

        var queries = new NestedQueries(tokens);
        var query = SqlParser.IsSql(tokens) ? SqlParser.Parse(tokens, queries) : BtqlParser.Parse(tokens, queries);
        namedQueries = [.. queries.Names];
        return query;
    }

    /// <summary>Reads one expression, as in <c>{"btql": "…"}</c>.</summary>
    public static Expression ParseExpression(string text, DiagnosticBag diagnostics)
    {
        if (Open(text, diagnostics) is not { } tokens)
        {
            return LiteralExpression.Null;
        }

        var expression = new ExpressionParser(tokens).Parse();
        if (!tokens.AtEnd)
        {
            tokens.Fail("Expected the end of the expression");
        }

        return expression;
    }

    private static TokenStream? Open(string text, DiagnosticBag diagnostics)
    {
        if (text.Length > MaxTextLength)
        {
            diagnostics.Error(DiagnosticCodes.Syntax, "The query is longer than 4 MB.", default);
            return null;
        }

        var tokens = Tokenizer.Tokenize(text, diagnostics);
        return diagnostics.HasErrors ? null : new TokenStream(tokens, diagnostics);
    }
}
