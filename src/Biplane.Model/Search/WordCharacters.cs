using System.Globalization;
using System.Text;

namespace Biplane.Model.Search;

/// <summary>Which characters make words.</summary>
internal static class WordCharacters
{
    public const byte Separator = 0;
    public const byte Backslash = 1;

    /// <summary>Not ASCII: to be decoded.</summary>
    public const byte Other = 2;

    /// <summary>For each byte: one of the above, or the folded letter, digit or underscore.</summary>
    public static ReadOnlySpan<byte> Ascii => Table;

    private static byte[] Table { get; } = [.. Enumerable.Range(0, 256).Select(unit => unit switch
    {
        '\\' => Backslash,
        >= 0x80 => Other,
        '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') => (byte)unit,
        >= 'A' and <= 'Z' => (byte)(unit | 0x20),
        _ => Separator,
    })];

    public static WordCharacterKind KindOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Table[rune.Value] > Other ? WordCharacterKind.Part : WordCharacterKind.Separator;
        }

        if (rune.Value is 0x00AD or 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F))
        {
            return WordCharacterKind.Ignored;
        }

        if (IsUnspaced(rune.Value))
        {
            return WordCharacterKind.Word;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => WordCharacterKind.Part,
            UnicodeCategory.OtherSymbol => rune == Rune.ReplacementChar ? WordCharacterKind.Separator : WordCharacterKind.Word,
            _ => rune.Value is >= 0x1F3FB and <= 0x1F3FF ? WordCharacterKind.Word : WordCharacterKind.Separator,
        };
    }

    /// <summary>The one form of a letter's cases.</summary>
    public static Rune Fold(Rune rune) => rune.Value == 0x0130 ? new Rune('i') : Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));

    /// <summary>May combine with its neighbour into one character: such words are compared in composed form.</summary>
    public static bool IsComposable(Rune rune) =>
        rune.Value is >= 0x1100 and <= 0x11FF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Scripts that put no space between words. Their marks are characters like the others.
    private static bool IsUnspaced(int value) => value is
        (>= 0x0E01 and <= 0x0E4E) // Thai without its digits
        or (>= 0x0E81 and <= 0x0ECE) // Lao
        or (>= 0x1000 and <= 0x103F) // Myanmar
        or (>= 0x1780 and <= 0x17D3) // Khmer
        or (>= 0x3005 and <= 0x3007) // iteration marks of Han
        or (>= 0x3041 and <= 0x30FF) // Hiragana, Katakana
        or (>= 0x3400 and <= 0x9FFF) // Han
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFF9F) // half-width Katakana
        or (>= 0x20000 and <= 0x3FFFF);
}
