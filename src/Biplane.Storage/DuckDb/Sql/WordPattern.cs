using System.Text;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>The regular expression that finds a whole word in any case.</summary>
internal static class WordPattern
{
    private const string WordPart = @"\pL\pM\pN_";

    // In the JSON text of objects and arrays a line break is a backslash and a letter, which must not count as part of the next word.
    private const string Before = $@"(?:^|[^{WordPart}]|\\[bfnrt])";
    private const string After = $"(?:$|[^{WordPart}])";

    /// <param name="word">Letters, marks, digits and underscores only: nothing in it has a meaning of its own.</param>
    public static string Of(string word)
    {
        var first = Rune.GetRuneAt(word, 0);
        Rune.DecodeLastFromUtf16(word, out var last, out _);
        return "(?i)" + (IsOfUnspacedScript(first) ? string.Empty : Before) + word + (IsOfUnspacedScript(last) ? string.Empty : After);
    }

    // Scripts that put no space between words: any occurrence counts.
    private static bool IsOfUnspacedScript(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Myanmar
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x3040 and <= 0x30FF) // Hiragana, Katakana
        or (>= 0x3400 and <= 0x9FFF) // Han
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x3FFFF);
}
