using System.Globalization;
using System.Text;

namespace Biplane.Model.Search;

/// <summary>
/// Reads the words of a text, one after the other, without copying it. A word is a run of letters, marks, digits and underscores; in scripts
/// that put no space between words (Han, Kana, Thai, …) each character is a word, and so is each symbol such as an emoji. Case does not
/// count, nor whether an accent is composed. In JSON text escapes are what they stand for, and names of members are words like any other.
/// Written to files through <see cref="Hash"/>: what is a word, and its hash, must never change without a new format of word filters.
/// </summary>
public ref struct WordReader
{
    private const ulong HashStart = 0xCBF2_9CE4_8422_2325;
    private const ulong HashFactor = 0x0000_0100_0000_01B3;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isJson;
    private int _next;
    private bool _hasMarks;

    /// <param name="utf8">The text.</param>
    /// <param name="isJson">It is JSON text, else plain text in which a backslash is a backslash.</param>
    public WordReader(ReadOnlySpan<byte> utf8, bool isJson)
    {
        _text = utf8;
        _isJson = isJson;
    }

    /// <summary>Where the current word starts, in bytes.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>The current word as it stands there, with its escapes.</summary>
    public readonly ReadOnlySpan<byte> Raw => _text[Start..End];

    /// <summary>A 64-bit hash of the folded word. Different words may share one.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The word has marks that may have been composed: its text is not the one that stands there.</summary>
    public readonly bool HasMarks => _hasMarks;

    /// <summary>Moves to the next word; false at the end.</summary>
    public bool Read()
    {
        var text = _text;
        var i = _next;
        var start = -1;
        var hash = HashStart;
        _hasMarks = false;
        while ((uint)i < (uint)text.Length)
        {
            var folded = WordCharacters.Ascii[text[i]];
            if (folded > WordCharacters.Other)
            {
                start = start < 0 ? i : start;
                hash = (hash ^ folded) * HashFactor;
                i++;
                continue;
            }

            if (folded == WordCharacters.Separator || (folded == WordCharacters.Backslash && !_isJson))
            {
                if (start >= 0)
                {
                    break;
                }

                i++;
                continue;
            }

            var rune = folded == WordCharacters.Backslash ? Escape(text, i, out var length) : Decode(text, i, out length);
            var kind = WordCharacters.KindOf(rune);
            if (kind == WordCharacterKind.Ignored)
            {
                i += length;
                continue;
            }

            if (kind == WordCharacterKind.Part)
            {
                start = start < 0 ? i : start;
                hash = Add(hash, WordCharacters.Fold(rune));
                _hasMarks |= WordCharacters.IsComposable(rune);
                i += length;
                continue;
            }

            if (start >= 0)
            {
                break;
            }

            if (kind == WordCharacterKind.Word)
            {
                return Accept(i, i + length, Add(HashStart, WordCharacters.Fold(rune)));
            }

            i += length;
        }

        if (start < 0)
        {
            _next = text.Length;
            return false;
        }

        return Accept(start, i, hash);
    }

    /// <summary>The current word, folded.</summary>
    public readonly string Text()
    {
        var word = new StringBuilder();
        for (var i = Start; i < End;)
        {
            var rune = _isJson && _text[i] == '\\' ? Escape(_text, i, out var length) : Decode(_text, i, out length);
            if (WordCharacters.KindOf(rune) != WordCharacterKind.Ignored)
            {
                word.Append(_hasMarks ? rune : WordCharacters.Fold(rune));
            }

            i += length;
        }

        return _hasMarks ? Composed(word.ToString()) : word.ToString();
    }

    /// <summary>The hash that a folded word has when it is read.</summary>
    public static ulong HashOf(string folded)
    {
        var hash = HashStart;
        foreach (var rune in folded.EnumerateRunes())
        {
            hash = Add(hash, rune);
        }

        return Finish(hash);
    }

    private bool Accept(int start, int end, ulong hash)
    {
        (Start, End, _next) = (start, end, end);
        Hash = _hasMarks ? HashOf(Text()) : Finish(hash);
        return true;
    }

    private static string Composed(string word)
    {
        var folded = new StringBuilder();
        foreach (var rune in word.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            folded.Append(WordCharacters.Fold(rune));
        }

        // Folding can take a composed letter apart again.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static ulong Add(ulong hash, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
        {
            hash = (hash ^ unit) * HashFactor;
        }

        return hash;
    }

    // The bits of the running hash are of very different worth.
    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93;
        return hash ^ (hash >> 32);
    }

    private static Rune Decode(ReadOnlySpan<byte> text, int at, out int length)
    {
        _ = Rune.DecodeFromUtf8(text[at..], out var rune, out length);
        return rune;
    }

    // \u0041 is the letter it names, a pair of surrogates the one character it makes; all other escapes stand between words.
    private static Rune Escape(ReadOnlySpan<byte> text, int at, out int length)
    {
        length = Math.Min(2, text.Length - at);
        if (Unit(text, at) is not { } unit)
        {
            return new Rune(' ');
        }

        length = 6;
        if (Rune.TryCreate((char)unit, out var rune))
        {
            return rune;
        }

        if (Unit(text, at + 6) is { } low && Rune.TryCreate((char)unit, (char)low, out rune))
        {
            length = 12;
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static int? Unit(ReadOnlySpan<byte> text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
            && int.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : null;
}
