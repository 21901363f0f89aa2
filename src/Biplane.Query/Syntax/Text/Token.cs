using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content: unescaped for strings and quoted names, as written otherwise.</param>
/// <param name="Span">Where it stood.</param>
/// <param name="StartsLine">Whether it is the first of its line: BTQL clauses begin there.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceSpan Span, bool StartsLine)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
