using System.Buffers;
using System.Text;

namespace Biplane.Model.Search;

/// <summary>
/// Tells quickly that a text does not have a word, without reading its words: the letters of a word in ASCII have to stand there, unless the
/// text has characters that fold to ASCII, that words look through, or escapes.
/// </summary>
internal sealed class WordProbe
{
    // From rare to common, as in English prose and in names of things.
    private const string Rarity = "zqjxkv_wybg8967542310pfmuhdclnrsiotae";

    // First bytes of the long s, the dotted I, the Kelvin sign, the soft hyphen, joiners and variation selectors; and the backslash.
    private static readonly SearchValues<byte> Special = SearchValues.Create([0xC2, 0xC4, 0xC5, 0xE2, 0xEF, (byte)'\\']);

    private readonly byte[] _word;
    private readonly int _rare;
    private readonly byte _lower;
    private readonly byte _upper;

    private WordProbe(byte[] word)
    {
        _word = word;
        _rare = Enumerable.Range(0, word.Length).MinBy(i => Rarity.IndexOf((char)word[i], StringComparison.Ordinal));
        _lower = word[_rare];
        _upper = _lower is >= (byte)'a' and <= (byte)'z' ? (byte)(_lower & 0xDF) : _lower;
    }

    /// <summary>A probe for the best of the words; null when none is in ASCII.</summary>
    public static WordProbe? Of(IEnumerable<string> words) =>
        words.Where(word => Ascii.IsValid(word)).MaxBy(word => word.Length) is { } best ? new WordProbe(Encoding.ASCII.GetBytes(best)) : null;

    /// <summary>False when the text cannot have the word.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> text, bool isJson)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(_lower, _upper);
            if (next < 0)
            {
                break;
            }

            at += next;
            var start = at - _rare;
            if (start >= 0 && start + _word.Length <= text.Length && Ascii.EqualsIgnoreCase(text.Slice(start, _word.Length), _word))
            {
                return true;
            }
        }

        return HasSpecial(text, isJson);
    }

    private static bool HasSpecial(ReadOnlySpan<byte> text, bool isJson)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(Special);
            if (next < 0)
            {
                return false;
            }

            at += next;
            var (second, third) = (at + 1 < text.Length ? text[at + 1] : 0, at + 2 < text.Length ? text[at + 2] : 0);
            var isSpecial = text[at] switch
            {
                (byte)'\\' => isJson && second == 'u',
                0xC2 => second == 0xAD,
                0xC4 => second == 0xB0,
                0xC5 => second == 0xBF,
                0xE2 => (second == 0x84 && third == 0xAA) || (second == 0x80 && (third is 0x8C or 0x8D)),
                _ => second == 0xB8 && third is >= 0x80 and <= 0x8F,
            };
            if (isSpecial)
            {
                return true;
            }
        }

        return false;
    }
}
