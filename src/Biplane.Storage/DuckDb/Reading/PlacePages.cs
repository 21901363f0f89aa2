using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// An answer in the order of places, page after page on one snapshot, so that one of any length takes the memory of a page. One statement would sort
/// the rows with all their texts.
/// </summary>
internal sealed class PlacePages(QueryRun run, QueryPlan plan, WalkMemory memory, IBlobStore blobs)
{
    // A trace is many rows.
    private const int TracesAtATime = 500;

    // Each look for rows that are named by their keys reads a narrow column of a whole segment.
    private const int KeyedRowsAtATime = 100_000;

    // The first page is soon there.
    private const int FirstKeyedPage = 8_192;

    // Fewer are sorted in no time.
    private const int LeastNeighbours = 1_000;

    private readonly ObjectRef[] _sources = [.. plan.Sources];
    private readonly CopyProjection? _projection = CopyProjection.Of(plan);
    private readonly bool _isTraces = PlanSql.IsTraceScan(plan);

    public IEnumerable<ResultRows> Read() => _isTraces ? Traces() : IsLong && StretchPages.Of(run, plan, memory) is { } stretches ? stretches.Read() : Rows();

    // The first few of many are found first.
    private bool IsLong => !(plan.Limit <= QueryWeights.MaxPageRows);

    /// <summary>The whole answer where all of it is known without a statement; null when it is not. The transaction need not have begun.</summary>
    public ResultRows? Known()
    {
        if (_projection is null || _isTraces || plan.Limit is not (> 0 and <= QueryWeights.MaxPageRows))
        {
            return null;
        }

        var walk = new PlaceWalk(run.Connection, run.Snapshot, plan, memory);
        return walk.Known((int)plan.Limit) is { } hits && CopiedHits.Read(hits, walk.Files, walk.Copies, _projection) is { Others.Count: 0 } copied
            ? new CopiedRows(_projection, copied.Rows, blobs)
            : null;
    }

    private IEnumerable<ResultRows> Rows()
    {
        var rest = plan.Limit ?? long.MaxValue;
        var isKeyed = !KeyScope.Of(plan).IsEmpty;
        var most = isKeyed ? KeyedRowsAtATime : QueryWeights.MaxPageRows;
        var size = isKeyed ? FirstKeyedPage : most;
        for (var page = plan; rest > 0;)
        {
            var limit = (int)Math.Min(most, rest);
            var walk = new PlaceWalk(run.Connection, run.Snapshot, page, memory);
            RowHit[] hits = [.. walk.Rows(limit)];
            var files = walk.Files;
            for (var at = 0; at < hits.Length;)
            {
                var some = new ArraySegment<RowHit>(hits, at, Math.Min(size, hits.Length - at));
                var rows = Rows(page, some, files, walk.Copies);
                yield return rows;
                at += some.Count;
                size = isKeyed && rows is DuckDbResult computed ? (int)PageReader.Next(size, computed.HeldBytes) : size;
            }

            if (hits.Length < limit)
            {
                break;
            }

            rest -= hits.Length;
            page = page with { Cursor = new PaginationKey(hits[^1].Place) };
        }
    }

    private ResultRows Rows(QueryPlan page, ArraySegment<RowHit> hits, IReadOnlyList<RowFile> files, KeyedCopies? known)
    {
        var copied = CopiedHits.Read(hits, files, known, _projection);
        var parts = new List<ResultRows>();
        if (copied.Rows.Count > 0)
        {
            parts.Add(new CopiedRows(_projection!, copied.Rows, blobs));
        }

        if (copied.Others.Count > 0)
        {
            parts.Add(Computed(page, copied.Others, files));
        }

        return parts is [var all] ? all : new RowsInOrder(parts, page.Columns.Count - 1, page.IsDescending);
    }

    private DuckDbResult Computed(QueryPlan page, IReadOnlyList<RowHit> hits, IReadOnlyList<RowFile> files)
    {
        var used = hits.Select(hit => hit.FileIndex).Distinct().ToList();
        var projection = PlanSql.Projection(page, used.TrueForAll(index => Relations.Holds(files[index], TypedPaths.Times)));
        if (used is [var only] && hits.Count >= LeastNeighbours && AreNeighbours(hits, page.IsDescending))
        {
            // They lie in the order of their places, and to sort them takes longer than to read them. That is looked at once more: the engine promises it of itself alone.
            var rows = run.Connection.Query($"SELECT {projection.Text} FROM {At([(files[only], hits)])} r", projection.Parameters);
            if (rows.Arranged(page.Columns.Count - 1, page.IsDescending, PageReader.MaxBytesAhead) is { } neighbours)
            {
                return neighbours;
            }
        }

        var order = page.IsDescending ? "DESC" : "ASC";
        var relation = At([.. hits.GroupBy(hit => hit.FileIndex).Select(group => (files[group.Key], (IReadOnlyList<RowHit>)[.. group]))]);
        return run.Connection.Query($"SELECT {projection.Text} FROM {relation} r ORDER BY r.pagination_key {order}", projection.Parameters);

        string At(IReadOnlyCollection<(RowFile File, IReadOnlyList<RowHit> Hits)> places) =>
            Relations.At(run.Snapshot, [.. places.Select(place => (place.File, place.Hits.Select(hit => hit.RowId).ToList()))], projection.Text, ColumnUse.OfOutput(page));
    }

    private static bool AreNeighbours(IReadOnlyList<RowHit> hits, bool isDescending)
    {
        var step = isDescending ? -1 : 1;
        for (var i = 1; i < hits.Count; i++)
        {
            if (hits[i].RowId != hits[i - 1].RowId + step)
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<ResultRows> Traces()
    {
        var rest = plan.Limit ?? long.MaxValue;
        var size = rest <= QueryWeights.MaxPageRows ? rest : TracesAtATime;
        for (var page = plan; rest > 0;)
        {
            var limit = (int)Math.Min(size, rest);
            var traces = new PlaceWalk(run.Connection, run.Snapshot, page, memory).Traces(limit);
            if (traces.Count > 0)
            {
                yield return Traces(page, traces);
            }

            if (traces.Count < limit)
            {
                break;
            }

            rest -= traces.Count;
            page = page with { Cursor = new PaginationKey(traces[^1].Place) };
        }
    }

    private DuckDbResult Traces(QueryPlan page, List<(ulong RootKey, ulong Place)> traces)
    {
        var spans = new TraceSpans(run.Connection, run.Snapshot, _sources, [.. traces.Select(trace => trace.RootKey)], ColumnUse.Of(page));
        var places = FileRelation.Pairs(traces.Select(trace => trace.RootKey), "root_key", traces.Select(trace => trace.Place), "_place");
        var statement = PlanSql.Emit(page, spans.Spans(PlanSql.RollUpColumns(page)), new TracePage($"({places})", spans.Roots));
        return run.Connection.Query(statement.Text, statement.Parameters);
    }
}
