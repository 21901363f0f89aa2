namespace Biplane.Model.Search;

/// <summary>Says whether a text has all phrases of a search. Safe for concurrent use.</summary>
public sealed class WordMatcher
{
    private readonly string[][] _phrases;
    private readonly ulong[][] _hashes;
    private readonly int _longest;
    private readonly WordProbe? _probe;

    /// <param name="phrases">Phrases of folded words, as <see cref="SearchTerms.Of"/> gives them.</param>
    public WordMatcher(IEnumerable<IReadOnlyList<string>> phrases)
    {
        _phrases = [.. phrases.Select(phrase => phrase.ToArray())];
        _hashes = [.. _phrases.Select(phrase => Array.ConvertAll(phrase, WordReader.HashOf))];
        _longest = _phrases.Select(phrase => phrase.Length).DefaultIfEmpty().Max();
        _probe = WordProbe.Of(_phrases.SelectMany(phrase => phrase));
    }

    /// <summary>Whether every phrase occurs; false when there is none.</summary>
    public bool Matches(ReadOnlySpan<byte> text, bool isJson) => Find(text, isJson) >= 0;

    /// <summary>Where the phrase starts that is found first, in bytes; -1 unless every phrase occurs.</summary>
    public int Find(ReadOnlySpan<byte> text, bool isJson)
    {
        var missing = _phrases.Length;
        if (missing == 0 || (_probe is not null && !_probe.MayBeIn(text, isJson)))
        {
            return -1;
        }

        var place = -1;
        Span<bool> found = missing <= 64 ? stackalloc bool[missing] : new bool[missing];
        found.Clear();

        // The last words, as a ring: enough of them for the longest phrase.
        Span<ulong> hashes = _longest <= 32 ? stackalloc ulong[_longest] : new ulong[_longest];
        Span<int> starts = _longest <= 32 ? stackalloc int[_longest] : new int[_longest];
        var words = new WordReader(text, isJson);
        for (var count = 0; words.Read(); count++)
        {
            var hash = words.Hash;
            hashes[count % _longest] = hash;
            starts[count % _longest] = words.Start;
            for (var p = 0; p < _hashes.Length; p++)
            {
                var phrase = _hashes[p];
                if (phrase[^1] != hash || found[p] || count + 1 < phrase.Length || !Ends(phrase, hashes, count))
                {
                    continue;
                }

                var start = starts[(count + 1 - phrase.Length) % _longest];
                if (IsAt(_phrases[p], text[start..], isJson))
                {
                    found[p] = true;
                    place = place < 0 ? start : place;
                    if (--missing == 0)
                    {
                        return place;
                    }
                }
            }
        }

        return -1;
    }

    private static bool Ends(ulong[] phrase, ReadOnlySpan<ulong> ring, int last)
    {
        for (var back = 1; back < phrase.Length; back++)
        {
            if (ring[(last - back) % ring.Length] != phrase[phrase.Length - 1 - back])
            {
                return false;
            }
        }

        return true;
    }

    // Hashes only propose.
    private static bool IsAt(string[] phrase, ReadOnlySpan<byte> text, bool isJson)
    {
        var words = new WordReader(text, isJson);
        foreach (var word in phrase)
        {
            if (!words.Read() || words.Text() != word)
            {
                return false;
            }
        }

        return true;
    }
}
