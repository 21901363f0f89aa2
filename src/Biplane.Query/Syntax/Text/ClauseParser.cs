using System.Globalization;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax.Text;

/// <summary>The parts of clauses that both dialects write alike.</summary>
internal sealed class ClauseParser(TokenStream tokens)
{
    public ExpressionParser Expressions { get; } = new(tokens);

    public EquatableList<SelectItem> ParseSelectItems()
    {
        var items = new List<SelectItem>();
        do
        {
            items.Add(ParseSelectItem());
        }
        while (!tokens.HasFailed && tokens.TakeSymbol(","));
        return [.. items];
    }

    public SelectItem ParseSelectItem()
    {
        var start = tokens.Current.Span;
        var expression = Expressions.Parse();
        string? alias = null;
        if (tokens.TakeWord("as"))
        {
            alias = ParseName("an alias");
        }

        return new SelectItem(expression, alias) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    public EquatableList<SortItem> ParseSortItems()
    {
        var items = new List<SortItem>();
        do
        {
            var start = tokens.Current.Span;
            var expression = Expressions.Parse();
            var isDescending = tokens.TakeWord("desc");
            if (!isDescending)
            {
                tokens.TakeWord("asc");
            }

            items.Add(new SortItem(expression, isDescending) { Span = SourceSpan.Cover(start, tokens.Previous.Span) });
        }
        while (!tokens.HasFailed && tokens.TakeSymbol(","));
        return [.. items];
    }

    /// <summary><c>experiment('…', '…') traces</c>, or in SQL <c>experiment('…', shape => 'traces')</c>.</summary>
    public FromClause? ParseSource()
    {
        var start = tokens.Current.Span;
        if (tokens.Current.Kind != TokenKind.Name)
        {
            tokens.Fail("Expected a source", "Write for example: project_logs('<project id>').");
            return null;
        }

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
                    shape = ParseShape(tokens.Advance());
                }
                else
                {
                    arguments.Add(ParseSourceArgument());
                }

                if (!tokens.Current.IsSymbol(")"))
                {
                    tokens.ExpectSymbol(",");
                }
            }
        }

        return new FromClause(name, [.. arguments], shape) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    public QueryShape? ParseShape(Token token)
    {
        var shape = ShapeNames.Parse(token.Text);
        if (shape is null)
        {
            tokens.Fail("Expected spans, traces or summary");
        }

        return shape;
    }

    public long? ParseWholeNumber(string clause)
    {
        var sign = tokens.TakeSymbol("-") ? "-" : string.Empty;
        if (tokens.Current.Kind == TokenKind.Number
            && long.TryParse(sign + tokens.Current.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            tokens.Advance();
            return number;
        }

        if (!tokens.TakeWord("null"))
        {
            tokens.Fail($"Expected a whole number after {clause}");
        }

        return null;
    }

    public string? ParseCursor()
    {
        if (tokens.Current.Kind is TokenKind.String or TokenKind.QuotedName)
        {
            return tokens.Advance().Text;
        }

        if (!tokens.TakeWord("null"))
        {
            tokens.Fail("Expected a cursor in quotes");
        }

        return null;
    }

    public string ParseName(string what)
    {
        if (tokens.Current.Kind is TokenKind.Name or TokenKind.QuotedName or TokenKind.String)
        {
            return tokens.Advance().Text;
        }

        tokens.Fail($"Expected {what}");
        return string.Empty;
    }

    private LiteralExpression ParseSourceArgument()
    {
        var token = tokens.Current;
        if (token.Kind is TokenKind.String or TokenKind.QuotedName)
        {
            tokens.Advance();
            return LiteralExpression.String(token.Text) with { Span = token.Span };
        }

        tokens.Fail("Expected an id in quotes");
        return LiteralExpression.Null;
    }
}
