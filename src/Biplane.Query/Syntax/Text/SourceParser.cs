using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax.Text;

/// <summary>What stands after FROM: a source function, a query in parentheses, or a name that WITH gave.</summary>
internal sealed class SourceParser(TokenStream tokens, NestedQueries queries)
{
    private const string Example = "Write for example: project_logs('<project id>').";

    /// <summary>Reads the source: <c>experiment('…', '…') as e traces</c>, or in SQL <c>experiment('…', shape => 'traces') e</c>.</summary>
    public FromClause? Parse(bool isSql)
    {
        var start = tokens.Current.Span;
        if (ParseBare() is not { } source)
        {
            return null;
        }

        if (tokens.TakeWord("as"))
        {
            source = source with { Alias = ParseAlias() };
        }
        else if (isSql && tokens.Current.Kind == TokenKind.Name && !IsShape() && SqlWords.EndsAlias(tokens.Next) && !SqlWords.StartsClause(tokens))
        {
            source = source with { Alias = tokens.Advance().Text };
        }

        if (tokens.Current.Kind == TokenKind.Name && (isSql ? IsShape() : !tokens.Current.StartsLine && !tokens.Next.IsSymbol(":")))
        {
            source = source with { Shape = ParseShape(tokens.Current) };
            tokens.Advance();
        }

        return source with { Span = Diagnostics.SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    private bool IsShape() => ShapeNames.Parse(tokens.Current.Text) is not null;

    private string ParseAlias()
    {
        if (tokens.Current.Kind == TokenKind.Name)
        {
            return tokens.Advance().Text;
        }

        tokens.Fail("Expected a name for the source");
        return string.Empty;
    }

    private FromClause? ParseBare()
    {
        if (tokens.TakeSymbol("("))
        {
            return new FromClause(string.Empty, []) { Subquery = queries.Parse() };
        }

        if (tokens.Current.Kind != TokenKind.Name)
        {
            tokens.Fail("Expected a source", Example);
            return null;
        }

        if (!tokens.Next.IsSymbol("(") && queries.Find(tokens.Current.Text) is { } named)
        {
            return new FromClause(string.Empty, []) { Subquery = named, Alias = tokens.Advance().Text };
        }

        return ParseFunction();
    }

    private FromClause ParseFunction()
    {
        var name = tokens.Advance().Text;
        var arguments = new List<LiteralExpression>();
        QueryShape? shape = null;
        if (tokens.TakeSymbol("("))
        {
            while (!tokens.HasFailed && !tokens.TakeSymbol(")"))
            {
                if (tokens.Current.IsWord("shape") && tokens.Next.IsSymbol("=>"))
                {
                    tokens.Advance();
                    tokens.Advance();
                    shape = ParseShape(tokens.Current);
                    tokens.Advance();
                }
                else
                {
                    arguments.Add(ParseArgument());
                }

                if (!tokens.Current.IsSymbol(")"))
                {
                    tokens.ExpectSymbol(",");
                }
            }
        }

        return new FromClause(name, [.. arguments], shape);
    }

    private QueryShape? ParseShape(Token token)
    {
        var shape = ShapeNames.Parse(token.Text);
        if (shape is null)
        {
            tokens.Fail("Expected spans, traces or summary", NearWords.Hint(token, ShapeNames.All));
        }

        return shape;
    }

    private LiteralExpression ParseArgument()
    {
        var token = tokens.Current;
        if (token.Kind is TokenKind.String or TokenKind.QuotedName)
        {
            tokens.Advance();
            return LiteralExpression.String(token.Text) with { Span = token.Span };
        }

        tokens.Fail("Expected an id in quotes", token.Kind == TokenKind.Name ? $"Write '{token.Text}' in single quotes." : null);
        return LiteralExpression.Null;
    }
}
