using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>SELECT DISTINCT: a grouping by every column of the answer.</summary>
internal static class DistinctBinder
{
    /// <summary>Different rows.</summary>
    public static QueryPlan OfRows(QueryPlan plan, DiagnosticBag diagnostics)
    {
        // Whole rows have an id and so are different anyway.
        if (plan.Output.Any(column => column.Value is null))
        {
            return plan;
        }

        var keys = plan.Output.Select(column => column.Value!).Distinct().ToList();
        var grouping = new GroupingBinder(keys, diagnostics);
        return plan with
        {
            Grouping = new Grouping([.. keys], []),
            Output = [.. plan.Output.Select(column => column with { Value = grouping.Lift(column.Value!, default) })],
            Having = plan.Having is null ? null : grouping.Lift(plan.Having, default),
            Sort = [.. plan.Sort.Select(key => key with { Value = grouping.Lift(key.Value, default) })],
        };
    }

    /// <summary>Different groups: they are the rows of an inner query.</summary>
    public static QueryPlan OfGroups(QueryPlan groups, QuerySyntax syntax, DiagnosticBag diagnostics)
    {
        var values = groups.Output.Select(column => column.Value!).ToList();
        var sort = new List<SortKey>();
        for (var i = 0; i < groups.Sort.Count; i++)
        {
            var index = values.IndexOf(groups.Sort[i].Value);
            if (index < 0)
            {
                diagnostics.Error(DiagnosticCodes.Grouping, "What SELECT DISTINCT sorts by has to be in the select list.", syntax.Sort[i].Span);
            }
            else
            {
                sort.Add(groups.Sort[i] with { Value = new BoundGroupKey(index, values[index].Type) });
            }
        }

        return new QueryPlan
        {
            Sources = groups.Sources,
            Inner = groups with { Sort = [] },
            Version = groups.Version,
            AuditLog = groups.AuditLog,
            PreviewLength = groups.PreviewLength,
            Grouping = new Grouping([.. groups.Output.Select((column, i) => new BoundInner(i, column.Column.Name, column.Column.Type))], []),
            Output = [.. groups.Output.Select((column, i) => column with { Value = new BoundGroupKey(i, column.Column.Type) })],
            Sort = [.. sort],
        };
    }
}
