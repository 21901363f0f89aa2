using Biplane.Model;
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

    private readonly ObjectRef[] _sources = [.. plan.Sources];
    private readonly CopyProjection? _projection = CopyProjection.Of(plan);
    private readonly bool _isTraces = PlanSql.IsTraceScan(plan);

    public IEnumerable<ResultRows> Read()
    {
        var rest = plan.Limit ?? long.MaxValue;
        var size = rest <= QueryWeights.MaxPageRows ? rest : _isTraces ? TracesAtATime : QueryWeights.MaxPageRows;
        for (var page = plan; rest > 0;)
        {
            var limit = (int)Math.Min(size, rest);
            var (count, last, rows) = _isTraces ? Traces(page, limit) : Rows(page, limit);
            if (rows is null)
            {
                break;
            }

            yield return rows;
            rest = count < limit ? 0 : rest - count;
            page = page with { Cursor = new PaginationKey(last) };
        }
    }

    private (int Count, ulong Last, ResultRows? Rows) Rows(QueryPlan page, int limit)
    {
        var walk = new PlaceWalk(run.Connection, run.Snapshot, page, memory);
        var hits = walk.Rows(limit);
        if (hits.Count == 0)
        {
            return default;
        }

        var copied = CopiedHits.Read(hits, walk.Files, _projection);
        var parts = new List<ResultRows>();
        if (copied.Rows.Count > 0)
        {
            parts.Add(new CopiedRows(_projection!, copied.Rows, blobs));
        }

        if (copied.Others.Count > 0)
        {
            parts.Add(Computed(page, copied.Others, walk.Files));
        }

        return (hits.Count, hits[^1].Place, parts is [var all] ? all : new RowsInOrder(parts, page.Columns.Count - 1, page.IsDescending));
    }

    private DuckDbResult Computed(QueryPlan page, IReadOnlyList<RowHit> hits, IReadOnlyList<RowFile> files)
    {
        var relation = Relations.At(
            run.Snapshot, [.. hits.GroupBy(hit => hit.FileIndex).Select(group => (files[group.Key], group.Select(hit => hit.RowId).ToList()))], use: ColumnUse.OfOutput(page));
        var projection = PlanSql.Projection(page);
        var order = page.IsDescending ? "DESC" : "ASC";
        return run.Connection.Query($"SELECT {projection.Text} FROM {relation} r ORDER BY r.pagination_key {order}", projection.Parameters);
    }

    private (int Count, ulong Last, ResultRows? Rows) Traces(QueryPlan page, int limit)
    {
        var traces = new PlaceWalk(run.Connection, run.Snapshot, page, memory).Traces(limit);
        if (traces.Count == 0)
        {
            return default;
        }

        var spans = new TraceSpans(run.Connection, run.Snapshot, _sources, [.. traces.Select(trace => trace.RootKey)], ColumnUse.Of(page));
        var places = FileRelation.Pairs(traces.Select(trace => trace.RootKey), "root_key", traces.Select(trace => trace.Place), "_place");
        var statement = PlanSql.Emit(page, spans.Spans(PlanSql.RollUpColumns(page)), new TracePage($"({places})", spans.Roots));
        return (traces.Count, traces[^1].Place, run.Connection.Query(statement.Text, statement.Parameters));
    }
}
