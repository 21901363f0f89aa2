using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Reading;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Which of a page's rows are read from their copies, and which are left to the engine: those of files without copies, and all beyond a bound in memory.</summary>
internal sealed class CopiedHits
{
    /// <summary>Pages of copies that are held for one page of an answer.</summary>
    public const long MaxBytes = 32L << 20;

    /// <summary>From so many rows on, blocks are looked at.</summary>
    private const int ManyRows = 1_000;

    /// <summary>Rows of which only every so many one is wanted are scattered.</summary>
    private const int SparseStep = 8;

    private readonly List<RowCopy> _rows = [];

    private CopiedHits()
    {
    }

    /// <summary>In the order of the hits.</summary>
    public IReadOnlyList<RowCopy> Rows => _rows;

    /// <summary>The hits that have no copy here.</summary>
    public IReadOnlyList<RowHit> Others { get; private init; } = [];

    /// <summary>Reads the copies of hits.</summary>
    /// <param name="hits">The hits, in order.</param>
    /// <param name="files">The files that they count in.</param>
    /// <param name="known">Copies that have been read already.</param>
    /// <param name="projection">What is made of the copies; null when the engine has to compute it.</param>
    public static CopiedHits Read(IReadOnlyList<RowHit> hits, IReadOnlyList<RowFile> files, KeyedCopies? known, CopyProjection? projection)
    {
        if (projection is null)
        {
            return new CopiedHits { Others = hits };
        }

        var others = new List<RowHit>();
        var copied = new CopiedHits { Others = others };
        var found = new Dictionary<RowHit, RowCopy>();
        var bytes = 0L;
        foreach (var group in hits.GroupBy(hit => hit.FileIndex))
        {
            List<RowHit> some = [.. group];
            var file = files[group.Key];
            foreach (var hit in some)
            {
                if (known?.Of(file, hit.RowId) is { } row)
                {
                    found[hit] = row;
                }
            }

            // Those of a file are known all or not at all.
            if (!found.ContainsKey(some[0]) && !AreDense(some))
            {
                Read(file, some, found, ref bytes);
            }
        }

        foreach (var hit in hits)
        {
            if (found.TryGetValue(hit, out var row) && projection.Serves(row))
            {
                copied._rows.Add(row);
            }
            else
            {
                others.Add(hit);
            }
        }

        return copied;
    }

    // Where most rows of whole blocks are wanted, the engine unpacks nothing in vain.
    private static bool AreDense(List<RowHit> hits) =>
        hits.Count > ManyRows && hits.Max(hit => hit.RowId) - hits.Min(hit => hit.RowId) < (long)hits.Count * SparseStep;

    private static void Read(RowFile file, List<RowHit> hits, Dictionary<RowHit, RowCopy> found, ref long bytes)
    {
        var held = bytes;
        bytes = file.FromCopies(copies => Read(copies, hits, found, held)) ?? held;
    }

    private static long? Read(RowCopies copies, List<RowHit> hits, Dictionary<RowHit, RowCopy> found, long bytes)
    {
        var at = 0;
        byte[]? page = null;
        foreach (var row in copies.Read(hits.Select(hit => hit.RowId)))
        {
            if (row.Page != page)
            {
                page = row.Page;
                bytes += page.Length;
            }

            if (bytes > MaxBytes)
            {
                break;
            }

            found[hits[at++]] = row;
        }

        return bytes;
    }
}
