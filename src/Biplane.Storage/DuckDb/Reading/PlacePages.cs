using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// An answer in the order of places, page after page on one snapshot, so that one of any length takes the memory of a page. One statement would sort
/// the rows with all their texts.
/// </summary>
internal sealed class PlacePages(QueryRun run, QueryPlan plan, WalkMemory memory)
{
    // A trace is many rows.
    private const int TracesAtATime = 500;

    private readonly ObjectRef[] _sources = [.. plan.Sources];
    private readonly bool _isTraces = PlanSql.IsTraceScan(plan);

    public IEnumerable<DuckDbResult> Read()
    {
        var rest = plan.Limit ?? long.MaxValue;
        var size = rest <= QueryWeights.MaxPageRows ? rest : _isTraces ? TracesAtATime : QueryWeights.MaxPageRows;
        for (var page = plan; rest > 0;)
        {
            var limit = (int)Math.Min(size, rest);
            var (count, last, statement) = _isTraces ? Traces(page, limit) : Rows(page, limit);
            if (statement is null)
            {
                break;
            }

            yield return run.Connection.Query(statement.Text, statement.Parameters);
            rest = count < limit ? 0 : rest - count;
            page = page with { Cursor = new PaginationKey(last) };
        }
    }

    private (int Count, ulong Last, SqlFragment? Statement) Rows(QueryPlan page, int limit)
    {
        var walk = new PlaceWalk(run.Connection, run.Snapshot, page, memory);
        var hits = walk.Rows(limit);
        if (hits.Count == 0)
        {
            return default;
        }

        var files = walk.Files;
        var relation = Relations.At(
            run.Snapshot, [.. hits.GroupBy(hit => hit.FileIndex).Select(group => (files[group.Key], group.Select(hit => hit.RowId).ToList()))], use: ColumnUse.OfOutput(page));
        var projection = PlanSql.Projection(page);
        var order = page.IsDescending ? "DESC" : "ASC";
        return (hits.Count, hits[^1].Place, new SqlFragment($"SELECT {projection.Text} FROM {relation} r ORDER BY r.pagination_key {order}", projection.Parameters));
    }

    private (int Count, ulong Last, SqlFragment? Statement) Traces(QueryPlan page, int limit)
    {
        var traces = new PlaceWalk(run.Connection, run.Snapshot, page, memory).Traces(limit);
        if (traces.Count == 0)
        {
            return default;
        }

        var spans = new TraceSpans(run.Connection, run.Snapshot, _sources, [.. traces.Select(trace => trace.RootKey)], ColumnUse.Of(page));
        var places = FileRelation.Pairs(traces.Select(trace => trace.RootKey), "root_key", traces.Select(trace => trace.Place), "_place");
        return (traces.Count, traces[^1].Place, PlanSql.Emit(page, spans.Spans(PlanSql.RollUpColumns(page)), new TracePage($"({places})", spans.Roots)));
    }
}
