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
internal sealed class PlacePages(QueryRun run, QueryPlan plan, WalkMemory memory, IBlobStore blobs, PageFunction function)
{
    // A trace is many rows.
    private const int TracesAtATime = 500;

    // Each look for rows that are named by their keys reads a narrow column of a whole segment.
    private const int KeyedRowsAtATime = 100_000;

    private const int FirstKeyedPage = 8_192;

    private readonly ObjectRef[] _sources = [.. plan.Sources];
    private readonly CopyProjection? _projection = CopyProjection.Of(plan);
    private readonly bool _isTraces = PlanSql.IsTraceScan(plan);

    /// <summary>The pages.</summary>
    /// <param name="form">In which form those behind the first are taken.</param>
    public IEnumerable<ResultRows> Read(AskedForm form) =>
        _isTraces ? Traces() : IsLong && StretchPages.Of(run, plan, memory, blobs, function, form) is { } stretches ? stretches.Read() : Rows();

    // The first few of many are found first.
    private bool IsLong => !(plan.Limit <= QueryWeights.MaxPageRows);

    /// <summary>The whole answer where all of it is known without a statement; null when it is not. The transaction need not have begun.</summary>
    public IEnumerable<ResultRows>? Known()
    {
        var walk = new PlaceWalk(run.Connection, run.Snapshot, plan, memory);
        if (!walk.MayFind)
        {
            // A word that is nowhere: the engine need not be asked.
            return [];
        }

        return _projection is not null && !_isTraces && plan.Limit is > 0 and <= QueryWeights.MaxPageRows
            && walk.Known((int)plan.Limit) is { } hits
            && CopiedHits.Read(hits, walk.Files, walk.Copies, _projection) is { Others.Count: 0 } copied
            ? [new CopiedRows(_projection, copied.Rows, blobs)]
            : null;
    }

    private IEnumerable<ResultRows> Rows()
    {
        var rest = plan.Limit ?? long.MaxValue;
        var isKeyed = !KeyScope.Of(plan).IsEmpty;
        var most = isKeyed ? KeyedRowsAtATime : QueryWeights.MaxPageRows;
        for (var page = plan; rest > 0;)
        {
            var limit = (int)Math.Min(most, rest);
            var walk = new PlaceWalk(run.Connection, run.Snapshot, page, memory);
            RowHit[] hits = [.. walk.Rows(limit)];
            foreach (var rows in new FoundRows(run, page, blobs).Pages(hits, walk.Files, walk.Copies, isKeyed ? FirstKeyedPage : most))
            {
                yield return rows;
            }

            if (hits.Length < limit)
            {
                break;
            }

            rest -= hits.Length;
            page = page with { Cursor = new PaginationKey(hits[^1].Place) };
        }
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
