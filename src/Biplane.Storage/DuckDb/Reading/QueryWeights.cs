using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Weighs plans.</summary>
internal static class QueryWeights
{
    /// <summary>Most rows or traces of a page.</summary>
    public const int MaxPageRows = 5_000;

    public static QueryWeight Of(QueryPlan plan)
    {
        var reading = plan;
        while (reading.Inner is { } inner)
        {
            reading = inner;
        }

        if (reading.Version is null && !reading.AuditLog && !KeyScope.Of(reading).IsEmpty)
        {
            return QueryWeight.Keyed;
        }

        return !IsWalk(plan) ? QueryWeight.Scan : plan.Limit <= MaxPageRows ? QueryWeight.Page : QueryWeight.Walk;
    }

    /// <summary>
    /// Whether the rows or traces of the answer can be found by a walk in their order. Rows that are named by their ids are few: one look finds them with
    /// their texts.
    /// </summary>
    public static bool IsWalk(QueryPlan plan) =>
        plan is { Version: null, AuditLog: false } && (PlanSql.IsTraceScan(plan) || (PlanSql.IsRowScan(plan) && KeyScope.Of(plan).IsEmpty));
}
