namespace Biplane.Query.Diagnostics;

/// <summary>Finds the known name that a misspelled one may have meant.</summary>
internal static class NearNames
{
    private const int MaxLength = 64;

    /// <summary>The nearest of the known names; null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return null;
        }

        var plain = Plain(name);
        string? nearest = null;
        var nearestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            var other = Plain(candidate);
            var distance = plain == other || plain + "s" == other ? 0 : Distance(plain, other);
            // A short name has few letters to be recognised by.
            if (distance < nearestDistance && distance <= Math.Min(plain.Length, other.Length) / 3)
            {
                nearest = candidate;
                nearestDistance = distance;
            }
        }

        return nearest;
    }

    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    // Letters to insert, drop, replace or swap with their neighbour.
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, last) = (last, current);
        }

        return last[b.Length];
    }
}
