using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>How many rows objects have, from what is kept in memory about the files: one row, the same number in each column.</summary>
internal sealed class KnownCount(long rows) : ResultRows
{
    private bool _isRead;

    /// <summary>
    /// The answer; null where the plan asks for anything else, or rows of the objects may have come or been replaced since they were settled. What a commit adds or replaces is noted
    /// before it is acknowledged, so nothing that was acknowledged before the call is missing.
    /// </summary>
    public static KnownCount? Of(FileSnapshot snapshot, QueryPlan plan)
    {
        // Of kinds that keep versions the files count those too.
        if (!IsOfAllRows(plan) || plan.Kind.KeepsVersions())
        {
            return null;
        }

        ObjectRef[] sources = [.. plan.Sources.Distinct()];
        List<RowFile> files = [.. snapshot.With(sources)];

        // Rows first, then marks: a row that is merged into is in a generation before its old version is marked.
        return files.Exists(file => file.IsHot) || files.Exists(file => snapshot.MarkersAgainst(file).Any()) ? null : new KnownCount(files.Sum(file => RowsOf(file, sources)));
    }

    private static long RowsOf(RowFile file, ObjectRef[] sources) => sources.Sum(source => file.Objects.TryGetValue(source, out var range) ? range.Rows : 0);

    private static bool IsOfAllRows(QueryPlan plan) =>
        plan is
        {
            Inner: null, Shape: QueryShape.Spans, Filter: null, SpanFilter: null, Sampling: null, Pivot: null, Inference: null, Having: null, Cursor: null, Version: null, AuditLog: false,
            Unpivots.Count: 0, Limit: not 0, Grouping: { Keys.Count: 0 } grouping,
        }
        && grouping.Aggregates.All(aggregate => aggregate.Function == AggregateFunction.CountRows)
        && plan.Output.All(output => output.Value is BoundAggregateResult && output.Column.Type == ColumnType.Integer);

    public override bool Read()
    {
        var isFirst = !_isRead;
        _isRead = true;
        return isFirst;
    }

    public override bool IsNull(int column) => false;

    public override long GetInt64(int column) => rows;

    public override double GetDouble(int column) => rows;

    public override ulong GetUInt64(int column) => (ulong)rows;

    public override ReadOnlySpan<byte> GetUtf8(int column) => throw NotANumber();

    public override bool GetBoolean(int column) => throw NotANumber();

    public override Guid GetGuid(int column) => throw NotANumber();

    public override bool Detach(long maxBytes) => true;

    private static InvalidOperationException NotANumber() => new("A count is an integer.");
}
