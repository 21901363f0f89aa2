using Biplane.Query.Planning;
using Biplane.Storage.ClickHouse.Tables;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>Query plans as ClickHouse's SQL. Parameters are <c>{p0:…}</c>, <c>{p1:…}</c> and so on, in the order of the fragment's values.</summary>
internal static class PlanSql
{
    /// <summary>The whole query over the current rows of the plan's objects.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pivotValues">Of a pivot: what <see cref="PivotValues"/> found.</param>
    public static SqlFragment Emit(QueryPlan plan, IReadOnlyList<string?>? pivotValues = null) =>
        new QueryWriter(plan, ClickHouseDialect.Instance).Write(SqlFragment.Of(RowsTable.Current(plan.Sources)), page: null, pivotValues);

    /// <summary>Of a plan with a pivot: a statement that gives the values that become columns.</summary>
    public static SqlFragment PivotValues(QueryPlan plan) =>
        new QueryWriter(plan, ClickHouseDialect.Instance).WritePivotValues(SqlFragment.Of(RowsTable.Current(plan.Sources)));
}
