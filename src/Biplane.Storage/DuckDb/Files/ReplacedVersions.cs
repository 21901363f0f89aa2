namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// Which versions in a hot generation a later one in it replaces. They stay in the table until the generation is settled, because to delete them would make a commit wait for more than one
/// append; readers leave them out (<see cref="CurrentFunction"/>). Nothing of it is stored: of the rows with one key the last one is the current version. Invariants: the writer
/// notes a replacement before anybody can see the version that replaces; a reader goes by those of which it sees that version, which are those before a position.
/// </summary>
internal sealed class ReplacedVersions
{
    private const int FirstCapacity = 1_024;

    // By position: that of the version which replaces it; zero when none does, since the first row replaces nothing.
    private int[] _by = [];
    private volatile bool _isAny;

    /// <summary>No version is replaced. Readers may ask once their transaction sees the generation.</summary>
    public bool IsEmpty => !_isAny;

    /// <summary>Notes that a version replaces an earlier one. Only the writer may.</summary>
    public void Add(long position, long by)
    {
        Note(ref _by, position, by);
        _isAny = true;
    }

    /// <summary>Forgets what was noted for a commit that failed. What is left is what the file says.</summary>
    /// <param name="all">All that is replaced in the file.</param>
    public void Reset(IReadOnlyCollection<(long Position, long By)> all)
    {
        // Readers have the old ones until then, which say the same of what can be seen.
        var anew = Array.Empty<int>();
        foreach (var (position, by) in all)
        {
            Note(ref anew, position, by);
        }

        Volatile.Write(ref _by, anew);
        _isAny = all.Count > 0;
    }

    /// <summary>What is noted at this moment; a reader takes it once for many rows.</summary>
    public ReadOnlySpan<int> Noted => Volatile.Read(ref _by);

    /// <summary>Whether a version is replaced for a reader who sees the rows before a position.</summary>
    public static bool IsReplaced(ReadOnlySpan<int> noted, long position, long seen) =>
        position < noted.Length && Volatile.Read(in noted[(int)position]) is > 0 and var by && by < seen;

    /// <summary>Versions and all those that they have replaced.</summary>
    public List<long> WithEarlier(IReadOnlyCollection<long> positions)
    {
        var all = positions.ToHashSet();
        for (var position = Math.Min(_by.Length - 1, all.DefaultIfEmpty().Max()); position >= 0; position--)
        {
            // What replaces it stands behind it, so it has been looked at.
            if (_by[(int)position] is > 0 and var by && all.Contains(by))
            {
                all.Add(position);
            }
        }

        return [.. all];
    }

    private static void Note(ref int[] noted, long position, long by)
    {
        if (position >= noted.Length)
        {
            var larger = new int[Math.Max(FirstCapacity, Math.Max(noted.Length * 2, checked((int)position + 1)))];
            noted.CopyTo(larger, 0);
            Volatile.Write(ref noted, larger);
        }

        Volatile.Write(ref noted[position], checked((int)by));
    }
}
