using System.Globalization;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax.Text;

/// <summary>The parts of clauses that both dialects write alike.</summary>
internal sealed class ClauseParser(TokenStream tokens, NestedQueries queries)
{
    public ExpressionParser Expressions { get; } = new(tokens);

    public SourceParser Sources { get; } = new(tokens, queries);

    public SampleParser Samples { get; } = new(tokens);

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

    /// <summary>DISTINCT before a select list; a column of that name is one all the same.</summary>
    public bool TakeDistinct()
    {
        var isName = tokens.Next.IsSymbol(",") || tokens.Next.IsSymbol(".") || (tokens.Next.IsSymbol("[") && tokens.Next.Span.Start == tokens.Current.Span.End) || tokens.Next.IsSymbol("|") || tokens.Next.IsSymbol(")")
            || tokens.Next.Kind == TokenKind.End || tokens.Next.IsWord("as") || tokens.Next.IsWord("from");
        return !isName && tokens.TakeWord("distinct");
    }

    /// <summary>The number within the range of 32 bits: beyond it every setting means the same.</summary>
    public static int? ToInt(long? number) => number is { } n ? (int)Math.Clamp(n, int.MinValue, int.MaxValue) : null;

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

    /// <summary>A column or path. "column IN (ANY)" would be read as a condition, so it is read step by step.</summary>
    public PathExpression ParsePivotColumn()
    {
        var start = tokens.Current.Span;
        var steps = new List<PathStep> { PathStep.Member(ParseName("a column")) };
        while (!tokens.HasFailed && tokens.TakeSymbol("."))
        {
            steps.Add(PathStep.Member(ParseName("the name of a field")));
        }

        return new PathExpression([.. steps]) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }
}
