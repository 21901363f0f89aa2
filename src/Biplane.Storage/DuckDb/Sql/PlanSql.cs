using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// Query plans as SQL. A relation is a derived table of all storage columns that holds just the rows of the plan's objects at its version;
/// its text comes from the engine.
/// </summary>
internal static class PlanSql
{
    /// <summary>
    /// Whether the answer is rows in the order of their pagination keys, so that files can be walked from the end and the walk may stop when
    /// the limit is reached. <see cref="Filter"/>, <see cref="Projection"/> and the plan's direction, cursor and limit then say everything.
    /// </summary>
    public static bool IsRowScan(QueryPlan plan) => plan is { IsPaged: true, Shape: QueryShape.Spans };

    /// <summary>
    /// Whether the answer is whole traces in the order of their places, and which traces can be told span by span: a trace's place is the first
    /// span in the direction of the scan that passes <see cref="Filter"/>. The engine may then choose the traces itself.
    /// </summary>
    public static bool IsTraceScan(QueryPlan plan) =>
        plan is { IsPaged: true, Shape: not QueryShape.Spans } && (plan.Filter is null || AnySpans.In(plan.Filter).Count == 0);

    /// <summary>The plan's condition on one row as a boolean expression over the storage columns; <c>TRUE</c> when it has none. Cursor not included.</summary>
    public static SqlFragment Filter(QueryPlan plan)
    {
        var sql = new SqlText(DuckDbDialect.Instance);
        if (plan.Filter is null)
        {
            sql.Append("TRUE");
        }
        else
        {
            new ExpressionWriter(sql, DuckDbDialect.Instance, plan, AnySpans.In(plan.Filter)).WriteFilter(plan.Filter);
        }

        return sql.ToFragment();
    }

    /// <summary>The select list that makes the plan's columns of one row (<see cref="IsRowScan"/>), in order.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="held">The paths about which the typed columns of all rows say all.</param>
    public static SqlFragment Projection(QueryPlan plan, TypedPaths held = TypedPaths.None)
    {
        var sql = new SqlText(DuckDbDialect.Instance);
        new OutputWriter(sql, DuckDbDialect.Instance, plan, new ExpressionWriter(sql, DuckDbDialect.Instance, plan, [], held)).WriteColumns("pagination_key");
        return sql.ToFragment();
    }

    /// <summary>
    /// The only columns that the spans of a page of traces need when the page gives the roots as well: those that are rolled up. Null when all may be needed.
    /// </summary>
    public static string? RollUpColumns(QueryPlan plan) => plan is { Shape: QueryShape.Summary, SpanFilter: null } ? SummaryWriter.Columns : null;

    /// <summary>The whole query over a relation.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="page">For a trace scan: the traces of the page, chosen by the engine. Null computes them.</param>
    /// <param name="pivotValues">Of a pivot: what <see cref="PivotValues"/> found.</param>
    /// <param name="held">The paths about which the typed columns of all rows say all.</param>
    public static SqlFragment Emit(
        QueryPlan plan, SqlFragment relation, TracePage? page = null, IReadOnlyList<string?>? pivotValues = null, TypedPaths held = TypedPaths.None) =>
        new QueryWriter(plan, DuckDbDialect.Instance, held).Write(relation, page, pivotValues);

    /// <inheritdoc cref="Emit(QueryPlan, SqlFragment, TracePage, IReadOnlyList{string}, TypedPaths)"/>
    public static SqlFragment Emit(QueryPlan plan, string relation, TracePage? page = null, IReadOnlyList<string?>? pivotValues = null, TypedPaths held = TypedPaths.None) =>
        Emit(plan, SqlFragment.Of(relation), page, pivotValues, held);

    /// <summary>Of a plan with a pivot: a statement that gives the values that become columns.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="held">The paths about which the typed columns of all rows say all.</param>
    public static SqlFragment PivotValues(QueryPlan plan, SqlFragment relation, TypedPaths held = TypedPaths.None) =>
        new QueryWriter(plan, DuckDbDialect.Instance, held).WritePivotValues(relation);
}
