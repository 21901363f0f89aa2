using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Reads rows whose places a walk has found: from their copies where they lie apart, by the engine where they lie beside each other.</summary>
internal sealed class FoundRows(QueryRun run, QueryPlan plan, IBlobStore blobs)
{
    // Fewer are sorted in no time.
    private const int LeastNeighbours = 1_000;

    private readonly CopyProjection? _projection = CopyProjection.Of(plan);

    /// <summary>The rows of hits that are in the order of their places.</summary>
    /// <param name="hits">What was found.</param>
    /// <param name="files">The files that the hits count in.</param>
    /// <param name="known">Copies that have been read already.</param>
    public ResultRows Read(ArraySegment<RowHit> hits, IReadOnlyList<RowFile> files, KeyedCopies? known)
    {
        var copied = CopiedHits.Read(hits, files, known, _projection);
        var parts = new List<ResultRows>();
        if (copied.Rows.Count > 0)
        {
            parts.Add(new CopiedRows(_projection!, copied.Rows, blobs));
        }

        if (copied.Others.Count > 0)
        {
            parts.Add(Computed(copied.Others, files));
        }

        return parts is [var all] ? all : new RowsInOrder(parts, plan.Columns.Count - 1, plan.IsDescending);
    }

    /// <summary>The same in pages, of which the first is soon there.</summary>
    /// <param name="hits">What was found.</param>
    /// <param name="files">The files that the hits count in.</param>
    /// <param name="known">Copies that have been read already.</param>
    /// <param name="size">Rows of the first page.</param>
    public IEnumerable<ResultRows> Pages(RowHit[] hits, IReadOnlyList<RowFile> files, KeyedCopies? known, int size)
    {
        for (var at = 0; at < hits.Length;)
        {
            var some = new ArraySegment<RowHit>(hits, at, Math.Min(size, hits.Length - at));
            var rows = Read(some, files, known);
            yield return rows;
            at += some.Count;
            size = rows is DuckDbResult computed ? (int)PageReader.Next(size, computed.HeldBytes) : size;
        }
    }

    private DuckDbResult Computed(IReadOnlyList<RowHit> hits, IReadOnlyList<RowFile> files)
    {
        var used = hits.Select(hit => hit.FileIndex).Distinct().ToList();
        var projection = PlanSql.Projection(plan, Relations.Held(used.Select(index => files[index])));
        if (used is [var only] && hits.Count >= LeastNeighbours && AreNeighbours(hits))
        {
            // They lie in the order of their places, and to sort them takes longer than to read them. That is looked at once more: the engine promises it of itself alone.
            var rows = run.Connection.Query($"SELECT {projection.Text} FROM {At([(files[only], hits)])} r", projection.Parameters);
            if (rows.Arranged(plan.Columns.Count - 1, plan.IsDescending, PageReader.MaxBytesAhead) is { } neighbours)
            {
                return neighbours;
            }
        }

        var order = plan.IsDescending ? "DESC" : "ASC";
        var relation = At([.. hits.GroupBy(hit => hit.FileIndex).Select(group => (files[group.Key], (IReadOnlyList<RowHit>)[.. group]))]);
        return run.Connection.Query($"SELECT {projection.Text} FROM {relation} r ORDER BY r.pagination_key {order}", projection.Parameters);

        string At(IReadOnlyCollection<(RowFile File, IReadOnlyList<RowHit> Hits)> places) =>
            Relations.At(run.Snapshot, [.. places.Select(place => (place.File, place.Hits.Select(hit => hit.RowId).ToList()))], projection.Text, ColumnUse.OfOutput(plan));
    }

    private bool AreNeighbours(IReadOnlyList<RowHit> hits)
    {
        var step = plan.IsDescending ? -1 : 1;
        for (var i = 1; i < hits.Count; i++)
        {
            if (hits[i].RowId != hits[i - 1].RowId + step)
            {
                return false;
            }
        }

        return true;
    }
}
