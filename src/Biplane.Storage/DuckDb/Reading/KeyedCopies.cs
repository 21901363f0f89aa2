using Biplane.Model;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Rows that a filter names by their ids and says no more of, found in their copies: a statement takes milliseconds for one row, and this a fraction of one.
/// </summary>
/// <param name="snapshot">All files; the transaction has begun.</param>
/// <param name="source">Whose rows.</param>
/// <param name="keys">What the filter names.</param>
internal sealed class KeyedCopies(FileSnapshot snapshot, ObjectRef source, KeyScope keys)
{
    private readonly Dictionary<(RowFile File, long RowId), RowCopy> _found = [];

    /// <summary>The rows of a segment with their places, by their positions; null when a statement has to tell.</summary>
    /// <param name="file">A sorted segment.</param>
    /// <param name="bounds">The positions between which lie the rows of the object and no others.</param>
    public List<(ulong Place, long RowId)>? In(RowFile file, (long First, long Last) bounds)
    {
        // What is replaced is known to the engine only. That there is nothing is known here: a mark is noted before its commit is seen.
        return keys.IsWhole && keys.PositionsIn(file) is { } positions && !snapshot.MarkersAgainst(file).Any()
            ? file.FromCopies(copies => Read(file, copies, positions, bounds))
            : null;
    }

    private List<(ulong Place, long RowId)>? Read(RowFile file, RowCopies copies, IReadOnlyList<long> positions, (long First, long Last) bounds)
    {
        var places = new List<(ulong Place, long RowId)>();
        var (at, bytes) = (0, 0L);
        byte[]? page = null;
        foreach (var row in copies.Read(positions))
        {
            var rowId = positions[at++];
            if (row.Page != page)
            {
                page = row.Page;
                bytes += page.Length;
            }

            if (bytes > CopiedHits.MaxBytes)
            {
                return null;
            }

            // Keys are hashes: another row, even of another object, may have the same.
            if (rowId >= bounds.First && rowId <= bounds.Last && row.Object == source.Id && keys.Names(row))
            {
                _found[(file, rowId)] = row;
                places.Add((row.Place, rowId));
            }
        }

        return places;
    }

    /// <summary>The copy of a row that was found; null when it was not found here.</summary>
    public RowCopy? Of(RowFile file, long rowId) => _found.GetValueOrDefault((file, rowId));
}
