using System.Text;

namespace Biplane.Model.Search;

/// <summary>What <see cref="WordReader"/> knows of characters, as lists: for engines that read words by patterns and tables.</summary>
public static class WordAlphabet
{
    /// <summary>Characters that runs of make words.</summary>
    public static IReadOnlyList<(int First, int Last)> Parts { get; } = Ranges(rune => WordCharacters.KindOf(rune) == WordCharacterKind.Part);

    /// <summary>Characters that are words of their own.</summary>
    public static IReadOnlyList<(int First, int Last)> Words { get; } = Ranges(rune => WordCharacters.KindOf(rune) == WordCharacterKind.Word);

    /// <summary>Characters that are as if they were not there.</summary>
    public static IReadOnlyList<(int First, int Last)> Ignored { get; } = Ranges(rune => WordCharacters.KindOf(rune) == WordCharacterKind.Ignored);

    /// <summary>Characters that may combine with their neighbours: a word with one is composed (NFC), folded, and composed again.</summary>
    public static IReadOnlyList<(int First, int Last)> Composable { get; } = Ranges(WordCharacters.IsComposable);

    /// <summary>The one form of each letter that has another form.</summary>
    public static IReadOnlyList<(Rune From, Rune To)> Folds { get; } =
        [.. Runes().Select(rune => (From: rune, To: WordCharacters.Fold(rune))).Where(pair => pair.From != pair.To)];

    private static List<(int First, int Last)> Ranges(Func<Rune, bool> isIn)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var rune in Runes().Where(isIn))
        {
            if (ranges.Count > 0 && ranges[^1].Last == rune.Value - 1)
            {
                ranges[^1] = (ranges[^1].First, rune.Value);
            }
            else
            {
                ranges.Add((rune.Value, rune.Value));
            }
        }

        return ranges;
    }

    private static IEnumerable<Rune> Runes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));
}
