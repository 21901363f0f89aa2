using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Query.Prices;
using Biplane.Query.Syntax;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.DuckDb.Writing;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Runs query plans on snapshots of the files.</summary>
internal sealed class RowQueries : IAsyncDisposable
{
    private readonly RowFiles _files;
    private readonly IBlobStore _blobs;
    private readonly QuerySlots _slots;
    private readonly MemoryGuard _guard;
    private readonly WalkMemory _walks = new();

    public RowQueries(DuckDbInstance instance, RowFiles files, IBlobStore blobs, DuckDbStoreOptions options, TimeProvider time)
    {
        _files = files;
        _blobs = blobs;
        _slots = new QuerySlots(instance, scans: options.Threads + 1, time);
        _guard = new MemoryGuard(instance, _slots, options, time);
        using var connection = instance.Connect();
        RegisterFunctions(connection, blobs, options.Prices);
    }

    /// <summary>Makes the functions known that the SQL of plans calls.</summary>
    public static void RegisterFunctions(DuckDbConnection connection, IBlobStore blobs, ModelPrices prices)
    {
        BlobFunction.Register(connection, blobs);
        MatchFunction.Register(connection, blobs);
        FindFunction.Register(connection, blobs);
        FiniteFunction.Register(connection);
        EditFunctions.Register(connection);
        PreviewFunction.Register(connection, blobs);
        SpanCostFunctions.Register(connection, prices);
    }

    /// <summary>Time since a query last ran.</summary>
    public TimeSpan Quiet => _slots.Quiet;

    public int Running => _slots.Running;

    public int Waiting => _slots.Waiting;

    /// <inheritdoc cref="QuerySlots.WithoutScansAsync"/>
    public Task WithoutScansAsync(Func<ValueTask> work) => _slots.WithoutScansAsync(work);

    public async Task<RowCursor> RunAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        var share = new QueryShare(plan.Sources.Select(source => source.Id).FirstOrDefault(), plan.IsBackground);
        var slot = await _slots.TakeAsync(QueryWeights.Of(plan), share, cancellationToken);
        var run = new QueryRun(_slots, slot, _files.Acquire(), cancellationToken);
        try
        {
            return slot.Weight == QueryWeight.Scan
                ? await Task.Factory.StartNew(() => StartScan(run, plan), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                : await Task.Run(() => run.Step(() => Start(run, plan)), cancellationToken);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    // On a thread of its own, which stands back for all others. What groups or sorts does all its work before the first row.
    private DuckDbRowCursor StartScan(QueryRun run, QueryPlan plan)
    {
        LowPriority.OfThis();
        return run.Step(() => Start(run, plan));
    }

    private DuckDbRowCursor Start(QueryRun run, QueryPlan plan)
    {
        run.Begin();
        if (plan.Pivot is not null)
        {
            return StartPivot(run, plan);
        }

        return new DuckDbRowCursor(run, QueryWeights.IsWalk(plan) || IsFound(run, plan) ? new PlacePages(run, plan, _walks, _blobs).Read() : Whole(run, plan), plan.Columns, _blobs);
    }

    // A few rows that are named by their ids: where they lie is known, and what they are is in their copies.
    private static bool IsFound(QueryRun run, QueryPlan plan) =>
        plan is { Version: null, AuditLog: false } && PlanSql.IsRowScan(plan) && CopyProjection.Of(plan) is not null && KeyScope.Of(plan).IsFound(run.Snapshot.With([.. plan.Sources]));

    private static IEnumerable<DuckDbResult> Whole(QueryRun run, QueryPlan plan)
    {
        var statement = PlanSql.Emit(plan, Relation(run, plan, [.. plan.Sources], PlanSql.Emit(plan, "").Text));
        yield return run.Connection.Query(statement.Text, statement.Parameters);
    }

    // Which columns a pivot has is known only from the rows; both statements see the run's one snapshot.
    private DuckDbRowCursor StartPivot(QueryRun run, QueryPlan plan)
    {
        var relation = Relation(run, plan, [.. plan.Sources], expression: null);
        var question = PlanSql.PivotValues(plan, relation);
        var values = new List<string?>();
        using (var found = run.Connection.Query(question.Text, question.Parameters))
        {
            while (found.Read())
            {
                values.Add(found.IsNull(0) ? null : System.Text.Encoding.UTF8.GetString(found.GetUtf8(0)));
            }
        }

        var columns = PivotWriter.Columns(plan, values);
        var statement = PlanSql.Emit(plan, relation, pivotValues: values);
        return new DuckDbRowCursor(run, [run.Connection.Query(statement.Text, statement.Parameters)], columns, _blobs);
    }

    private static string Relation(QueryRun run, QueryPlan plan, ObjectRef[] sources, string? expression)
    {
        var use = ColumnUse.Of(plan);

        // Only the innermost query reads rows.
        while (plan.Inner is { } inner)
        {
            plan = inner;
        }

        if (!plan.Kind.KeepsVersions())
        {
            return Current(run, plan, sources, use, expression);
        }

        return plan switch
        {
            { AuditLog: true } => Relations.AllVersions(run.Snapshot, sources, use),
            { Version: { } version } => Relations.AsOf(run.Snapshot, sources, version.Value, use),
            _ => Current(run, plan, sources, use, expression),
        };
    }

    private static string Current(QueryRun run, QueryPlan plan, ObjectRef[] sources, ColumnUse use, string? expression)
    {
        var keys = KeyScope.Of(plan);

        // In the other shapes the filter picks traces, and their other spans may be anywhere.
        var blocks = plan.Shape == QueryShape.Spans ? new BlockScope(run.Connection, sources, plan, keys) : null;
        return Relations.Current(run.Snapshot, run.Snapshot.With(sources).Where(keys.MayMatch), sources, keys.Condition, file => blocks?.Ranges(file), expression, use);
    }

    /// <summary>All current rows of an object, past the query engine: for tests and repair.</summary>
    internal async Task<List<StoredRow>> DumpAsync(ObjectRef target, CancellationToken cancellationToken)
    {
        var slot = await _slots.TakeAsync(QueryWeight.Scan, new QueryShare(target.Id), cancellationToken);
        using var run = new QueryRun(_slots, slot, _files.Acquire(), cancellationToken);
        run.Begin();
        var rows = new List<StoredRow>();
        using var result = run.Connection.Query($"SELECT {RowSchema.ColumnList} FROM {Relations.Current(run.Snapshot, [target])} ORDER BY pagination_key");
        while (result.Read())
        {
            rows.Add(StoredRowReader.Read(result, first: 0));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        _slots.Dispose();
    }
}
