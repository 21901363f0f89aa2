using Biplane.Query.Planning;
using Biplane.Query.Syntax;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// Query plans as SQL. A relation is a derived table of all storage columns that holds just the rows of the plan's objects at its version;
/// its text comes from the engine and has no <c>?</c> marks.
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
        var sql = new SqlText();
        if (plan.Filter is null)
        {
            sql.Append("TRUE");
        }
        else
        {
            new ExpressionWriter(sql, plan, AnySpans.In(plan.Filter)).WriteFilter(plan.Filter);
        }

        return sql.ToFragment();
    }

    /// <summary>The select list that makes the plan's columns of one row (<see cref="IsRowScan"/>), in order.</summary>
    public static SqlFragment Projection(QueryPlan plan)
    {
        var sql = new SqlText();
        new OutputWriter(sql, plan, new ExpressionWriter(sql, plan, [])).WriteColumns("pagination_key");
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
    public static SqlFragment Emit(QueryPlan plan, string relation, TracePage? page = null, IReadOnlyList<string?>? pivotValues = null) =>
        new QueryWriter(plan).Write(relation, page, pivotValues);

    /// <summary>Of a plan with a pivot: a statement that gives the values that become columns.</summary>
    public static SqlFragment PivotValues(QueryPlan plan, string relation) => new QueryWriter(plan).WritePivotValues(relation);

    /// <summary>The columns of a pivoted answer.</summary>
    /// <exception cref="QueryTooWideException">There are too many values.</exception>
    public static IReadOnlyList<ResultColumn> PivotColumns(QueryPlan plan, IReadOnlyList<string?> values)
    {
        var count = values.Count * plan.Pivot!.Measures.Count;
        return count <= Pivot.MaxColumns
            ? PivotWriter.Columns(plan, values)
            : throw new QueryTooWideException($"The pivot would make more than {Pivot.MaxColumns} columns. Narrow the rows by a filter.");
    }
}
