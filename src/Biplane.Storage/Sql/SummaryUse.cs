using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>
/// Which columns of rolled-up traces a plan looks at, and which members of those that are objects. To add up metrics that nobody looks at takes most of the time of a roll-up.
/// </summary>
internal sealed class SummaryUse
{
    private readonly HashSet<string> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<(string Column, string Member)> _members = [];

    /// <summary>What comes after the roll-up in the order of work that <see cref="QueryPlan"/> describes; the filters choose spans before it.</summary>
    public SummaryUse(QueryPlan plan)
    {
        IEnumerable<BoundExpression?> values =
        [
            .. plan.Unpivots.Select(unpivot => unpivot.Source),
            .. plan.Inference?.Roots.Select(root => root.Value) ?? [],
            .. plan.Grouping?.Keys ?? [],
            .. plan.Grouping?.Aggregates ?? [],
            plan.Having,
            .. plan.Pivot?.Measures.Select(measure => measure.Value) ?? [],
            .. plan.Sort.Select(sort => sort.Value),
            .. plan.Output.Select(output => output.Value),
        ];
        foreach (var value in values.OfType<BoundExpression>())
        {
            Add(value);
        }
    }

    public bool Has(string column) => _columns.Contains(column);

    public bool Has(string column, string member) => _whole.Contains(column) || _members.Contains((column, member));

    private void Add(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundPath { Root: BoundColumn root, Steps: [{ Name: { } member }, ..] }:
                _columns.Add(root.Column.StorageName);
                _members.Add((root.Column.StorageName, member));
                break;
            case BoundColumn column:
                _columns.Add(column.Column.StorageName);
                _whole.Add(column.Column.StorageName);
                break;
            default:
                BoundTree.MapChildren(expression, child =>
                {
                    Add(child);
                    return child;
                });
                break;
        }
    }
}
