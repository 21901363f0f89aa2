using System.Text;
using Biplane.Model.Search;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// What word filters hold: each word of a row's texts, and each pair of words that follow each other in one text, so that a phrase of common
/// words is found as quickly as a rare word. Written to files: changing it needs another <see cref="WordFilter.Magic"/>.
/// </summary>
internal static class WordHashes
{
    // A field may be of hundreds of megabytes.
    private const int WordsBetweenLooks = 1 << 14;

    /// <summary>Adds all that one field of a row has, or as much of it as it takes until the block is full.</summary>
    /// <param name="hashes">The block's words.</param>
    /// <param name="pairs">The block's pairs.</param>
    /// <param name="parts">The words and pairs of the block's part.</param>
    /// <param name="json">The field.</param>
    /// <param name="words">The segment's words; those that are new to the block are offered to it.</param>
    /// <param name="cancellationToken">Ends it in the middle of a field too.</param>
    public static void AddJson(DistinctHashes hashes, HashLog pairs, HashLog parts, ReadOnlySpan<byte> json, WordList words, CancellationToken cancellationToken)
    {
        var reader = new WordReader(json, isJson: true);
        var before = 0UL;
        for (var read = 1; !parts.IsFull && reader.Read(); read++)
        {
            if (read % WordsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            AddWord(reader);
            if (before != 0)
            {
                var pair = Pair(before, reader.Hash);
                pairs.Add(pair);
                parts.Add(pair);
            }

            before = reader.Hash;
        }

        // LIKE looks at the raw text, where the letter of an escape runs into the word behind it.
        if (!parts.IsFull && json.Contains((byte)'\\'))
        {
            reader = new WordReader(json, isJson: false);
            for (var read = 1; !parts.IsFull && reader.Read(); read++)
            {
                if (read % WordsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                AddWord(reader);
            }
        }

        void AddWord(in WordReader word)
        {
            var hash = Word(word.Hash);
            parts.Add(hash);
            if (hashes.Add(hash))
            {
                words.Add(word);
            }
        }
    }

    /// <summary>What a filter holds of one word.</summary>
    public static ulong OfWord(string folded) => Word(WordReader.HashOf(folded));

    /// <summary>All that a row with this phrase has for certain.</summary>
    public static void AddPhrase(List<ulong> hashes, IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var hash = WordReader.HashOf(words[i]);
            hashes.Add(Word(hash));
            if (i > 0)
            {
                hashes.Add(Pair(WordReader.HashOf(words[i - 1]), hash));
            }
        }
    }

    /// <summary>The words of a text in their order.</summary>
    public static List<string> WordsOf(string text)
    {
        var found = new List<string>();
        var words = new WordReader(Encoding.UTF8.GetBytes(text), isJson: false);
        while (words.Read())
        {
            found.Add(words.Text());
        }

        return found;
    }

    // Zero is kept free for "no word before".
    private static ulong Word(ulong hash) => hash | (hash == 0 ? 1UL : 0);

    private static ulong Pair(ulong first, ulong second)
    {
        var hash = ((first * 0x9E37_79B9_7F4A_7C15) ^ second) * 0xC2B2_AE3D_27D4_EB4F;
        hash ^= hash >> 29;
        return hash | (hash == 0 ? 1UL : 0);
    }
}
