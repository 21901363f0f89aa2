using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>
/// A place in a list of tokens. After a finding the stream stands at its end, so that the parser runs out without more findings, which would
/// only be echoes; <see cref="Recover"/> goes on at the next clause.
/// </summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens, DiagnosticBag diagnostics)
{
    private int _index;
    private int _failedAt;

    public DiagnosticBag Diagnostics => diagnostics;

    public Token Current => tokens[_index];

    public Token Next => Peek(1);

    public Token Previous => tokens[Math.Max(_index - 1, 0)];

    /// <summary>Where the stream stands, for <see cref="Recover"/>.</summary>
    public int Index => _index;

    public bool AtEnd => Current.Kind == TokenKind.End;

    public bool HasFailed { get; private set; }

    public Token Peek(int count) => tokens[Math.Min(_index + count, tokens.Count - 1)];

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
            Fail($"Expected {word.ToUpperInvariant()}", NearWords.Hint(Current, [word]));
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
            _failedAt = _index;
            diagnostics.Error(code, message, Current.Span, hint);
        }

        _index = tokens.Count - 1;
    }

    /// <summary>
    /// After a finding: goes to the next token where a clause begins, outside of the parentheses that are open there; inside of them only if
    /// there is no other, since the mistake may be a missing parenthesis. Tells whether there was a finding.
    /// </summary>
    public bool Recover(int clauseStart, Func<TokenStream, bool> startsClause)
    {
        if (!HasFailed)
        {
            return false;
        }

        HasFailed = false;
        var depth = 0;
        for (var i = clauseStart; i < _failedAt; i++)
        {
            depth += Nesting(tokens[i]);
        }

        int? inside = null;
        for (_index = _failedAt; !AtEnd; _index++)
        {
            // What stands at the start of the clause itself would be read, and refused, again.
            if (_index > clauseStart && startsClause(this))
            {
                if (depth <= 0)
                {
                    return true;
                }

                inside ??= _index;
            }

            depth += Nesting(Current);
        }

        _index = inside ?? tokens.Count - 1;
        return true;
    }

    private static int Nesting(Token token) => token.IsSymbol("(") ? 1 : token.IsSymbol(")") ? -1 : 0;

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
