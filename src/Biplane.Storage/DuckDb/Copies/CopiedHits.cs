using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Reading;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Which of a page's rows are read from their copies, and which are left to the engine: those of files without copies, and all beyond a bound in memory.</summary>
internal sealed class CopiedHits
{
    /// <summary>Pages of copies that are held for one page of an answer.</summary>
    private const long MaxBytes = 32L << 20;

    private readonly List<RowCopy> _rows = [];
    private readonly List<RowHit> _others = [];

    private CopiedHits()
    {
    }

    /// <summary>In the order of the hits.</summary>
    public IReadOnlyList<RowCopy> Rows => _rows;

    /// <summary>The hits that have no copy here.</summary>
    public IReadOnlyList<RowHit> Others => _others;

    /// <summary>Reads the copies of hits.</summary>
    /// <param name="hits">The hits, in order.</param>
    /// <param name="files">The files that they count in.</param>
    /// <param name="projection">What is made of the copies; null when the engine has to compute it.</param>
    public static CopiedHits Read(IReadOnlyList<RowHit> hits, IReadOnlyList<RowFile> files, CopyProjection? projection)
    {
        var copied = new CopiedHits();
        if (projection is null)
        {
            copied._others.AddRange(hits);
            return copied;
        }

        var found = new Dictionary<RowHit, RowCopy>();
        var bytes = 0L;
        foreach (var group in hits.GroupBy(hit => hit.FileIndex))
        {
            Read(files[group.Key], [.. group], found, ref bytes);
        }

        foreach (var hit in hits)
        {
            if (found.TryGetValue(hit, out var row) && projection.Serves(row))
            {
                copied._rows.Add(row);
            }
            else
            {
                copied._others.Add(hit);
            }
        }

        return copied;
    }

    private static void Read(RowFile file, List<RowHit> hits, Dictionary<RowHit, RowCopy> found, ref long bytes)
    {
        if (file.Copies is not { } copies)
        {
            return;
        }

        try
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
                    return;
                }

                found[hits[at++]] = row;
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The settler writes them anew.
            file.Copies = null;
        }
    }
}
