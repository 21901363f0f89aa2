using System.Text;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What the similarity of texts means: the table of distances between all their beginnings, cell by cell.</summary>
internal static class ReferenceEdits
{
    private const int Most = 4096;

    public static double? Distance(string? left, string? right)
    {
        var (a, b) = (Characters(left), Characters(right));
        if (a is null || b is null)
        {
            return null;
        }

        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
            }
        }

        return table[a.Length, b.Length];
    }

    public static double? Similarity(string? left, string? right) => Distance(left, right) switch
    {
        null => null,
        _ when left!.Length + right!.Length == 0 => 1,
        { } distance => 1 - (distance / Math.Max(Characters(left)!.Length, Characters(right)!.Length)),
    };

    private static Rune[]? Characters(string? text) => text?.EnumerateRunes().ToArray() is { Length: <= Most } runes ? runes : null;
}
