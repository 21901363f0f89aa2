using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Binding;

/// <summary>
/// Moves expressions from rows to groups: what equals a key becomes that key, an aggregate becomes its result, and a column that is left over
/// has no one value in a group.
/// </summary>
internal sealed class GroupingBinder(IReadOnlyList<BoundExpression> keys, DiagnosticBag diagnostics)
{
    private readonly List<BoundAggregate> _aggregates = [];

    public Grouping ToGrouping() => new([.. keys], [.. _aggregates]);

    public BoundExpression Lift(BoundExpression expression, SourceSpan span)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].Equals(expression))
            {
                return new BoundGroupKey(i, expression.Type);
            }
        }

        switch (expression)
        {
            case BoundAggregate aggregate:
                var index = _aggregates.IndexOf(aggregate);
                if (index < 0)
                {
                    index = _aggregates.Count;
                    _aggregates.Add(aggregate);
                }

                return new BoundAggregateResult(index, aggregate.Type);
            case BoundColumn column:
                Refuse($"The column '{column.Column.Name}' is neither grouped nor aggregated.", span);
                return BoundConstant.Null;
            case BoundInner inner:
                Refuse($"The column '{inner.Name}' is neither grouped nor aggregated.", span);
                return BoundConstant.Null;
            case BoundUnpivoted:
                Refuse("A column of UNPIVOT is neither grouped nor aggregated.", span);
                return BoundConstant.Null;
            default:
                return BoundTree.MapChildren(expression, child => Lift(child, span));
        }
    }

    private void Refuse(string message, SourceSpan span) =>
        diagnostics.Error(DiagnosticCodes.Grouping, message, span, "Add it to the dimensions (GROUP BY), or put it into an aggregate such as any_value(…).");
}
