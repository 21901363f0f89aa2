using System.Buffers;
using System.Text;
using Biplane.Model.Search;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// The different words of a segment, for patterns that ask for a part of a word. Left out: numbers, which are many and all different, and words of
/// more than 64 characters or with marks; a block that has such is noted. Too many words are no list at all.
/// </summary>
internal sealed class WordList
{
    public const int MaxLength = 64;

    private const int MaxBytes = 96 << 20;

    private readonly DistinctHashes _known = new();
    private readonly ArrayBufferWriter<byte> _words = new(1 << 16);

    /// <summary>The current block has a word that is too long for the list.</summary>
    public bool HasLongWord { get; private set; }

    /// <summary>The list, a line for each word, with a line end before the first one; null when there are too many.</summary>
    public ReadOnlyMemory<byte>? Lines => _words.WrittenCount > MaxBytes ? null : _words.WrittenMemory;

    public void BeginBlock() => HasLongWord = false;

    /// <summary>Takes the word that the reader stands on.</summary>
    public void Add(in WordReader reader)
    {
        if (!reader.Raw.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return;
        }

        // An escape is six bytes and one letter. A composed word does not show the letters that a pattern may ask for.
        if (reader.HasMarks || (reader.End - reader.Start > MaxLength && reader.Text().Length > MaxLength))
        {
            HasLongWord = true;
            return;
        }

        if (_words.WrittenCount > MaxBytes || !_known.Add(reader.Hash))
        {
            return;
        }

        var word = reader.Text();
        if (word.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            if (_words.WrittenCount == 0)
            {
                _words.Write("\n"u8);
            }

            Encoding.UTF8.GetBytes(word, _words);
            _words.Write("\n"u8);
        }
    }
}
