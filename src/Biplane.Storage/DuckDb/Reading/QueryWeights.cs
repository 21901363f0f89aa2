using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Weighs plans.</summary>
internal static class QueryWeights
{
    /// <summary>Pages of more rows than this are read by one statement over all files.</summary>
    public const long MaxPageRows = 5_000;

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

        return IsPage(plan) ? QueryWeight.Page : QueryWeight.Scan;
    }

    /// <summary>Whether the rows or traces of the answer can be found by a walk that stops early.</summary>
    public static bool IsPage(QueryPlan plan) =>
        plan is { Version: null, AuditLog: false, Limit: <= MaxPageRows } && (PlanSql.IsRowScan(plan) || PlanSql.IsTraceScan(plan));
}
