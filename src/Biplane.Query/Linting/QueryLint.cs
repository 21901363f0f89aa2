using Biplane.Model;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;

namespace Biplane.Query.Linting;

/// <summary>
/// Looks for queries that are right and may still take long: those that nothing keeps from reading all that an object has. Only the query
/// counts, never how many rows there are now, so that what passes today passes tomorrow.
/// </summary>
public static class QueryLint
{
    private static readonly Diagnostic Unbounded = new(
        DiagnosticSeverity.Warning,
        DiagnosticCodes.UnboundedRead,
        "Nothing in the query limits which part of the logs it reads.",
        default,
        "Add a range of created, _xact_id or _pagination_key, or name a root_span_id or an id.");

    /// <summary>The findings about a plan; all of them warnings.</summary>
    public static IReadOnlyList<Diagnostic> Check(QueryPlan plan)
    {
        // Only the innermost query reads rows, and its filter alone decides which.
        while (plan.Inner is { } inner)
        {
            plan = inner;
        }

        return IsUnbounded(plan) ? [Unbounded] : [];
    }

    // Experiments, datasets and the like have an end; logs grow as long as somebody logs.
    private static bool IsUnbounded(QueryPlan plan) =>
        plan.Kind == ObjectKind.ProjectLogs && !StopsEarly(plan) && (plan.Filter is null || !RowScope.IsNarrowedBy(plan.Filter));

    // A page ends with the rows that were asked for, and where few rows pass a filter its words rule most of the logs out. An inference looks at
    // rows until it has seen enough of those that pass.
    private static bool StopsEarly(QueryPlan plan) =>
        plan is { IsPaged: true, Limit: not null } || (plan.Inference is not null && plan.Filter is null);
}
