using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>Hints for misspelled words of the language.</summary>
internal static class NearWords
{
    /// <summary>"Did you mean …?" when the token is near one of the words.</summary>
    public static string? Hint(Token token, IEnumerable<string> words) =>
        token.Kind == TokenKind.Name && NearNames.Find(token.Text, words) is { } near ? $"Did you mean {near.ToUpperInvariant()}?" : null;
}
