using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>A place in a list of tokens. The first finding ends the parse: later ones would only be its echo.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens, DiagnosticBag diagnostics)
{
    private int _index;

    public DiagnosticBag Diagnostics => diagnostics;

    public Token Current => tokens[_index];

    public Token Next => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    public Token Previous => tokens[Math.Max(_index - 1, 0)];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public bool HasFailed { get; private set; }

    public Token Advance()
    {
        var token = Current;
        _index = Math.Min(_index + 1, tokens.Count - 1);
        return token;
    }

    public bool TakeSymbol(string symbol)
    {
        var isThere = Current.IsSymbol(symbol);
        if (isThere)
        {
            Advance();
        }

        return isThere;
    }

    public bool TakeWord(string word)
    {
        var isThere = Current.IsWord(word);
        if (isThere)
        {
            Advance();
        }

        return isThere;
    }

    public void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            Fail($"Expected '{symbol}'");
        }
    }

    public void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            Fail($"Expected {word}");
        }
    }

    /// <summary>Reports what was expected at the current token and moves to the end.</summary>
    public void Fail(string expectation, string? hint = null)
    {
        var found = Current.Kind switch
        {
            TokenKind.End => "the end of the query",
            TokenKind.String => "a string",
            _ => $"'{Shorten(Current.Text)}'",
        };
        FailWith(DiagnosticCodes.Syntax, $"{expectation} but found {found}.", hint);
    }

    public void FailWith(string code, string message, string? hint = null)
    {
        if (!HasFailed)
        {
            HasFailed = true;
            diagnostics.Error(code, message, Current.Span, hint);
        }

        _index = tokens.Count - 1;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
