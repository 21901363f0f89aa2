using System.Globalization;

namespace Biplane.Query.Syntax.Text;

/// <summary>A random part of the rows: <c>sample: 25% seed 7</c>, or in SQL <c>TABLESAMPLE (25 PERCENT) REPEATABLE (7)</c>.</summary>
internal sealed class SampleParser(TokenStream tokens)
{
    public SampleClause? Parse()
    {
        var start = tokens.Current.Span;
        // The standard's names of methods: they all choose rows, and their bare number is a share.
        var isRate = tokens.TakeWord("bernoulli") || tokens.TakeWord("system");
        var isReservoir = !isRate && tokens.TakeWord("reservoir");
        var isEnclosed = tokens.TakeSymbol("(");
        if (tokens.Current.Kind != TokenKind.Number
            || !double.TryParse(tokens.Current.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            tokens.Fail("Expected a share such as 25% or a number of rows");
            return null;
        }

        tokens.Advance();
        if (tokens.TakeSymbol("%") || tokens.TakeWord("percent"))
        {
            isRate = true;
        }
        else if (tokens.TakeWord("rows") || isReservoir)
        {
            isRate = false;
        }

        if (isRate && value > 100)
        {
            tokens.FailWith(Diagnostics.DiagnosticCodes.BadLiteral, "The share of a sample is from 0% to 100%.");
        }

        if (isEnclosed)
        {
            tokens.ExpectSymbol(")");
        }

        var seed = ParseSeed();
        return new SampleClause(value, isRate, seed) { Span = Diagnostics.SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    private long? ParseSeed()
    {
        if (!tokens.TakeWord("seed") && !tokens.TakeWord("repeatable"))
        {
            return null;
        }

        var isEnclosed = tokens.TakeSymbol("(");
        var sign = tokens.TakeSymbol("-") ? "-" : string.Empty;
        if (tokens.Current.Kind != TokenKind.Number || !long.TryParse(sign + tokens.Current.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
        {
            tokens.Fail("Expected a whole number as the seed");
            return null;
        }

        tokens.Advance();
        if (isEnclosed)
        {
            tokens.ExpectSymbol(")");
        }

        return seed;
    }
}
