using Biplane.Model;
using Biplane.Model.Rows;
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
    private readonly LowPriorityThreads _threads = new();
    private readonly WalkMemory _walks = new();
    private readonly PageFunction _function;

    public RowQueries(DuckDbInstance instance, RowFiles files, IBlobStore blobs, DuckDbStoreOptions options, TimeProvider time)
    {
        _files = files;
        _blobs = blobs;
        _slots = new QuerySlots(instance, scans: options.Threads + 1, time);
        _guard = new MemoryGuard(instance, _slots, options, time);
        using var connection = instance.Connect();
        RegisterFunctions(connection, blobs, options.Prices);
        _function = PageFunction.Register(connection);
    }

    /// <summary>Makes the functions known that the SQL of plans calls.</summary>
    public static void RegisterFunctions(DuckDbConnection connection, IBlobStore blobs, ModelPrices prices)
    {
        BlobFunction.Register(connection, blobs);
        MatchFunction.Register(connection, blobs);
        FindFunction.Register(connection, blobs);
        FiniteFunction.Register(connection);
        LikeFunction.Register(connection);
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

    /// <inheritdoc cref="QuerySlots.IfIdle"/>
    public bool IfIdle(Action work) => _slots.IfIdle(work);

    public async Task<RowCursor> RunAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        var share = new QueryShare(plan.Sources.Select(source => source.Id).FirstOrDefault(), plan.IsBackground);
        var slot = await _slots.TakeAsync(QueryWeights.Of(plan), share, cancellationToken);
        var run = new QueryRun(_slots, slot, _files.Acquire(), cancellationToken);
        try
        {
            // What is known takes less time than a change of threads.
            if (run.Step(() => Known(run, plan)) is var (known, pages) && known is not null)
            {
                return known;
            }

            // A scan stands back for all others, and so does what reads very many rows of one key. What groups or sorts does all its work before the first row.
            return slot.Weight == QueryWeight.Scan || (slot.Weight == QueryWeight.Keyed && IsOfMany(run.Snapshot, plan))
                ? await _threads.RunAsync(() => run.Step(() => Start(run, plan, pages)))
                : await Task.Run(() => run.Step(() => Start(run, plan, pages)), cancellationToken);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    // The answer, where it is in memory; else how it is read in pages, if it is.
    private (DuckDbRowCursor? Answer, PlacePages? Pages) Known(QueryRun run, QueryPlan plan)
    {
        if (KnownCount.Of(run.Snapshot, plan) is { } count)
        {
            return (Cursor(run, [count], plan.Columns), null);
        }

        var pages = QueryWeights.IsWalk(plan) || IsInPages(run, plan) ? new PlacePages(run, plan, _walks, _blobs, _function) : null;
        return (pages?.Known() is { } known ? Cursor(run, known, plan.Columns) : null, pages);
    }

    private DuckDbRowCursor Start(QueryRun run, QueryPlan plan, PlacePages? pages)
    {
        run.Begin();
        return plan.Pivot is not null ? StartPivot(run, plan)
            : pages is not null ? Cursor(run, pages, plan)
            : Cursor(run, Whole(run, plan), plan.Columns);
    }

    private DuckDbRowCursor Cursor(QueryRun run, PlacePages pages, QueryPlan plan)
    {
        var form = new AskedForm();
        return new DuckDbRowCursor(run, new PageReader(run, pages.Read(form), IsLong(plan) ? _threads : null), plan.Columns, _blobs, form);
    }

    private DuckDbRowCursor Cursor(QueryRun run, IEnumerable<ResultRows> pages, IReadOnlyList<ResultColumn> columns) =>
        new(run, new PageReader(run, pages, threads: null), columns, _blobs, new AskedForm());

    // Of rows that are named by their ids. A few: where they lie is known, and what they are is in their copies. Very many beside each other: one statement would sort them
    // with their texts. Where they lie apart it unpacks them once at least, and pages would do so again and again.
    private static bool IsInPages(QueryRun run, QueryPlan plan)
    {
        if (plan is not { Version: null, AuditLog: false } || !PlanSql.IsRowScan(plan))
        {
            return false;
        }

        var keys = KeyScope.Of(plan);
        var files = run.Snapshot.With([.. plan.Sources]).ToList();
        return keys.IsMany(files)
            ? IsLong(plan) && keys.AreDense(files)
            : CopyProjection.Of(plan) is not null && keys.IsFound(files);
    }

    // The first few of many are better sorted out by one statement, which looks at each row's texts once.
    private static bool IsLong(QueryPlan plan) => !(plan.Limit <= QueryWeights.MaxPageRows);

    private static bool IsOfMany(FileSnapshot snapshot, QueryPlan plan) => KeyScope.Of(plan).IsMany(snapshot.With([.. plan.Sources]));

    private IEnumerable<DuckDbResult> Whole(QueryRun run, QueryPlan plan)
    {
        var held = Held(run.Snapshot, plan);
        (plan, var relation) = Relation(run, plan, PlanSql.Emit(plan, "", held: held).Text);
        var statement = PlanSql.Emit(plan, relation, held: held);
        yield return run.Connection.Query(statement.Text, statement.Parameters);
    }

    // The columns of rolled-up traces have the same names and other values, and versions are in tables of their own.
    private static TypedPaths Held(FileSnapshot snapshot, QueryPlan plan) =>
        plan is { Inner: null, Shape: not QueryShape.Summary, Version: null, AuditLog: false } ? Relations.Held(snapshot.With([.. plan.Sources])) : TypedPaths.None;

    // Which columns a pivot has is known only from the rows; both statements see the run's one snapshot.
    private DuckDbRowCursor StartPivot(QueryRun run, QueryPlan plan)
    {
        var held = Held(run.Snapshot, plan);
        (plan, var relation) = Relation(run, plan, PlanSql.Emit(plan, "", pivotValues: [], held: held).Text);
        var question = PlanSql.PivotValues(plan, relation, held);
        var values = new List<string?>();
        using (var found = run.Connection.Query(question.Text, question.Parameters))
        {
            while (found.Read())
            {
                values.Add(found.IsNull(0) ? null : System.Text.Encoding.UTF8.GetString(found.GetUtf8(0)));
            }
        }

        var columns = PivotWriter.Columns(plan, values);
        var statement = PlanSql.Emit(plan, relation, pivotValues: values, held: held);
        return Cursor(run, [run.Connection.Query(statement.Text, statement.Parameters)], columns);
    }

    // The rows that a plan reads, and the plan without what they have passed already. Only the innermost query reads rows.
    private (QueryPlan Plan, SqlFragment Relation) Relation(QueryRun run, QueryPlan plan, string? expression)
    {
        var use = ColumnUse.Of(plan);
        return Innermost(plan);

        (QueryPlan Plan, SqlFragment Relation) Innermost(QueryPlan reading)
        {
            if (reading.Inner is { } inner)
            {
                (inner, var relation) = Innermost(inner);
                return (reading with { Inner = inner }, relation);
            }

            ObjectRef[] sources = [.. reading.Sources];
            return reading switch
            {
                _ when !reading.Kind.KeepsVersions() => Current(run, reading, sources, use, expression),
                { AuditLog: true } => (reading, SqlFragment.Of(Relations.AllVersions(run.Snapshot, sources, use))),
                { Version: { } version } => (reading, SqlFragment.Of(Relations.AsOf(run.Snapshot, sources, version.Value, use))),
                _ => Current(run, reading, sources, use, expression),
            };
        }
    }

    private (QueryPlan Plan, SqlFragment Relation) Current(QueryRun run, QueryPlan plan, ObjectRef[] sources, ColumnUse use, string? expression)
    {
        var keys = KeyScope.Of(plan);
        var files = run.Snapshot.With(sources).Where(keys.MayMatch);

        // In the other shapes the filter picks traces, and their other spans may be anywhere.
        if (plan.Shape != QueryShape.Spans)
        {
            return (plan, Relations.Current(run.Snapshot, files.Select(file => new FilePart(file, keys.Condition)), sources, expression, use));
        }

        var blocks = new BlockScope(run.Connection, sources, plan, keys);
        var searched = plan.Unpivots.Count == 0 ? new SearchedRows(run.Connection, run.Snapshot, plan, sources, _walks) : null;
        List<FilePart> parts = [.. files.Select(Part).OfType<FilePart>()];
        return parts.Exists(part => part.IsFound)
            ? (plan with { Filter = searched!.Others }, Relations.Current(run.Snapshot, parts, sources, expression, use, searched.Terms))
            : (plan, Relations.Current(run.Snapshot, parts, sources, expression, use));

        // Null where no row passes.
        FilePart? Part(RowFile file)
        {
            var ranges = blocks.Ranges(file);
            return searched is null || !blocks.IsNarrow(file, ranges) || searched.In(file, ranges!) is not { } rows ? new FilePart(file, keys.Condition, ranges)
                : rows.Count == 0 ? null
                : new FilePart(file, $"{keys.Condition} AND r.rowid IN ({FileRelation.Select(rows.Select(row => row.RowId))})", IsFound: true);
        }
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
        _threads.Dispose();
    }
}
