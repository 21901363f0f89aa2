using System.Text;
using Biplane.Model.Search;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// The whole words that a text must have to be LIKE a pattern. A word at the edge of a wildcard may be a part of a longer one and does not
/// count; neither do letters beyond ASCII, whose cases the engine compares by rules of its own, nor what a backslash stands beside.
/// </summary>
internal static class LikeWords
{
    public static List<IReadOnlyList<string>> Of(BoundLike like)
    {
        var found = new List<IReadOnlyList<string>>();
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
                var isWhole = (words.Start > 0 || !startsAtWildcard) && (words.End < utf8.Length || !endsAtWildcard);
                var word = words.Text();
                if (isWhole && Ascii.IsValid(word))
                {
                    found.Add([word]);
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
