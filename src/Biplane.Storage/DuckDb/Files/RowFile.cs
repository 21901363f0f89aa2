using System.Collections.Concurrent;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Keys;
using Biplane.Storage.DuckDb.Search;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// One attached file. A hot generation grows by commits of the writer; a segment never changes. What is kept in memory about it only prunes:
/// readers may see a range or a mark too many, never one too few for the commits that their transaction sees.
/// </summary>
internal sealed class RowFile(int number, bool isHot, string path)
{
    private int _references = 1;
    private long _committedRows;
    private volatile RowFile? _replacedBy;

    public int Number { get; } = number;

    public bool IsHot { get; } = isHot;

    public string Path { get; } = path;

    /// <summary>The name under which the file is attached.</summary>
    public string Catalog { get; } = $"f{number}";

    /// <summary>This file and the files whose rows it holds now.</summary>
    public IReadOnlySet<int> Lineage { get; init; } = new HashSet<int> { number };

    /// <summary>
    /// The segment that holds its rows now, set before anybody can find that one; null as long as this is a current file, or when it had no rows left. Who took the list of files
    /// before sees later commits too, and their marks name the new file.
    /// </summary>
    public RowFile? ReplacedBy
    {
        get => _replacedBy;
        set => _replacedBy = value;
    }

    /// <summary>The numbers by which marks name rows of this file: what it was made from, and what has been made of it since.</summary>
    public IReadOnlySet<int> Names
    {
        get
        {
            if (_replacedBy is null)
            {
                return Lineage;
            }

            var names = new HashSet<int>(Lineage);
            for (var heir = _replacedBy; heir is not null; heir = heir.ReplacedBy)
            {
                names.Add(heir.Number);
            }

            return names;
        }
    }

    /// <summary>Marks up to this transaction have no victims here any more.</summary>
    public ulong AppliedThrough { get; init; }

    /// <summary>Rows, for segments.</summary>
    public long Rows { get; init; }

    public bool IsDense { get; init; }

    public ConcurrentDictionary<ObjectRef, ObjectRange> Objects { get; } = new();

    /// <summary>Marks of this file against older ones, by the number of the file that was marked.</summary>
    public ConcurrentDictionary<int, MarkSummary> Marks { get; } = new();

    /// <summary>The current version of each key, for hot generations. Only the writer touches it.</summary>
    public Dictionary<ulong, HotRow> HotRows { get; } = [];

    /// <summary>What else is in a hot generation.</summary>
    public ReplacedVersions Replaced { get; } = new();

    /// <summary>Rows of a hot generation that every transaction sees which begins now, replaced ones included.</summary>
    public long CommittedRows
    {
        get => Volatile.Read(ref _committedRows);
        set => Volatile.Write(ref _committedRows, value);
    }

    /// <summary>The keys of a segment.</summary>
    public KeyFilter? Keys { get; set; }

    /// <summary>The traces of a segment.</summary>
    public KeyFilter? Traces { get; set; }

    /// <summary>Where the rows of an object lie in a sorted segment, as far as somebody asked.</summary>
    public ConcurrentDictionary<ObjectRef, (long First, long Last)> Positions { get; } = new();

    /// <summary>The words of a segment, when its filter is built.</summary>
    public WordFilter? Words { get; set; }

    /// <summary>The rows of a segment once more, when that file is built.</summary>
    public RowCopies? Copies { get; set; }

    /// <summary>
    /// Reads something from the row copies. Gives null (or the type's default) when there are none, and when they turn out to be damaged: they are used no more then, and the settler writes
    /// them anew.
    /// </summary>
    public T? FromCopies<T>(Func<RowCopies, T?> read)
    {
        try
        {
            return Copies is { } copies ? read(copies) : default;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            Copies = null;
            return default;
        }
    }

    /// <summary>Some row has a value in the blob store.</summary>
    public bool HasBlobs { get; set; }

    /// <summary>There are rows in <c>history</c>.</summary>
    public bool HasHistory { get; set; }

    /// <summary>
    /// What the typed columns of all rows and versions say all about. While a generation is hot only its writer may ask: a row is seen before this is.
    /// </summary>
    public TypedPaths Whole { get; set; }

    /// <summary>The largest transaction in the file.</summary>
    public ulong LastTransaction { get; set; }

    /// <summary>Whether this file may mark rows of <paramref name="older"/> as superseded.</summary>
    public bool HasMarksAgainst(RowFile older)
    {
        if (Marks.IsEmpty)
        {
            return false;
        }

        var names = older.Names;
        foreach (var (target, marks) in Marks)
        {
            if (names.Contains(target) && marks.LastMarkedBy > older.AppliedThrough)
            {
                return true;
            }
        }

        return false;
    }

    public void Include(ObjectRef target, ulong paginationKey) => Objects.AddOrUpdate(
        target,
        static (_, key) => ObjectRange.Of(key),
        static (_, range, key) => range.With(key),
        paginationKey);

    /// <summary>Keeps the file attached; false when it is already being given up.</summary>
    public bool TryAcquire()
    {
        for (var current = Volatile.Read(ref _references); current > 0; current = Volatile.Read(ref _references))
        {
            if (Interlocked.CompareExchange(ref _references, current + 1, current) == current)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives a reference back; true when it was the last one and the file can be detached.</summary>
    public bool Release() => Interlocked.Decrement(ref _references) == 0;
}
