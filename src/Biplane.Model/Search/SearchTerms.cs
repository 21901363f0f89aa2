using System.Text;

namespace Biplane.Model.Search;

/// <summary>
/// What a search asks for: every phrase has to occur, in any order; the words of a phrase follow each other. Text in double quotes is one
/// phrase, and so are words that nothing separates, as in scripts without spaces; every other word stands for itself.
/// </summary>
public static class SearchTerms
{
    /// <summary>The phrases of a search text, each of folded words. None when it has no words.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var phrases = new List<IReadOnlyList<string>>();
        var parts = Parts(utf8);
        foreach (var (part, isQuoted) in parts)
        {
            Add(phrases, utf8.AsSpan(part), isQuoted);
        }

        return [.. phrases.DistinctBy(phrase => string.Join(' ', phrase), StringComparer.Ordinal)];
    }

    private static void Add(List<IReadOnlyList<string>> phrases, ReadOnlySpan<byte> text, bool isQuoted)
    {
        var phrase = new List<string>();
        var end = -1;
        var words = new WordReader(text, isJson: false);
        while (words.Read())
        {
            if (!isQuoted && phrase.Count > 0 && words.Start != end)
            {
                phrases.Add(phrase);
                phrase = [];
            }

            phrase.Add(words.Text());
            end = words.End;
        }

        if (phrase.Count > 0)
        {
            phrases.Add(phrase);
        }
    }

    // A quote that nothing closes is an ordinary character.
    private static List<(Range Part, bool IsQuoted)> Parts(byte[] text)
    {
        var parts = new List<(Range, bool)>();
        var at = 0;
        while (at < text.Length)
        {
            var open = Array.IndexOf(text, (byte)'"', at);
            var close = open < 0 ? -1 : Array.IndexOf(text, (byte)'"', open + 1);
            if (close < 0)
            {
                break;
            }

            parts.Add((at..open, false));
            parts.Add(((open + 1)..close, true));
            at = close + 1;
        }

        parts.Add((at..text.Length, false));
        return parts;
    }
}
