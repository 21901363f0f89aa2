using System.Text;
using Biplane.Model.Search;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// What a text's words must be for the text to be LIKE a pattern: whole words, and beside a wildcard words with a fragment. Letters beyond ASCII,
/// whose cases the engine compares by rules of its own, and what a backslash stands beside do not count.
/// </summary>
internal static class LikeWords
{
    /// <summary>Shorter fragments are in too many words.</summary>
    private const int MinFragment = 3;

    public static List<WordCondition> Of(BoundLike like)
    {
        var found = new List<WordCondition>();
        foreach (var (text, startsAtWildcard, endsAtWildcard) in Pieces(like.Pattern))
        {
            if (text.Contains('\\', StringComparison.Ordinal))
            {
                continue;
            }

            var utf8 = Encoding.UTF8.GetBytes(text);
            var words = new WordReader(utf8, isJson: false);
            while (words.Read())
            {
                var word = words.Text();
                if (!Ascii.IsValid(word))
                {
                    continue;
                }

                var (opens, closes) = (words.Start > 0 || !startsAtWildcard, words.End < utf8.Length || !endsAtWildcard);
                if (opens && closes)
                {
                    found.Add(new WordCondition.All([WordHashes.OfWord(word)]));
                }
                else if (word.Length >= MinFragment && word.AsSpan().ContainsAnyExceptInRange('0', '9'))
                {
                    found.Add(new WordCondition.Fragment((opens ? "\n" : "") + word + (closes ? "\n" : "")));
                }
            }
        }

        return found;
    }

    private static List<(string Text, bool StartsAtWildcard, bool EndsAtWildcard)> Pieces(string pattern)
    {
        var pieces = new List<(string, bool, bool)>();
        var text = new StringBuilder();
        var startsAtWildcard = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    text.Append(pattern[++i]);
                    break;
                case '%' or '_':
                    pieces.Add((text.ToString(), startsAtWildcard, true));
                    text.Clear();
                    startsAtWildcard = true;
                    break;
                default:
                    text.Append(pattern[i]);
                    break;
            }
        }

        pieces.Add((text.ToString(), startsAtWildcard, false));
        return pieces;
    }
}
