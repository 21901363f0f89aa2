using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>
/// PIVOT: groups by the keys and the pivot column, whose values then become columns. In the short form the pivot column is the last dimension
/// and the measures may be named by their aliases.
/// </summary>
internal sealed class PivotBinder(BindingContext context, ExpressionBinder expressions)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    public QueryPlan Bind(
        QueryPlan plan,
        PivotClause pivot,
        IReadOnlyList<SelectItem> items,
        BoundExpression?[] bound,
        List<BoundExpression> keys,
        BoundExpression? having,
        EquatableList<SortKey> sort)
    {
        var measures = pivot.Measures.Select(item => (Item: item, Value: expressions.Bind(item.Expression, NamePlace.Result))).ToList();
        if (BindColumn(pivot, keys, measures) is not { } column)
        {
            return plan;
        }

        if (HasAggregate(column))
        {
            _diagnostics.Error(
                DiagnosticCodes.Grouping, "The pivot column is an aggregate, which rows have no values of.", pivot.Span, "Name a column of the rows, and the aggregate otherwise than that column.");
            return plan;
        }

        keys.RemoveAll(key => key.Equals(column));
        foreach (var (item, _) in measures.Where(m => !HasAggregate(m.Value)))
        {
            _diagnostics.Error(DiagnosticCodes.Grouping, "PIVOT needs aggregates.", item.Span, "Write for example: PIVOT(avg(value) FOR name IN (ANY)).");
        }

        // Values that are written alike become one column.
        var name = Conversions.To(column, ColumnType.Text)!;
        var grouping = new GroupingBinder([.. keys, name], _diagnostics);
        var output = BindKeyColumns(items, bound, keys, column, measures, grouping);
        plan = plan with
        {
            Pivot = new Pivot(keys.Count, [.. measures.Select(m => OutputBinder.Of(NameOf(m.Item), grouping.Lift(m.Value, m.Item.Span)))]),
            Output = output,
            Having = having is null ? null : grouping.Lift(Named(having, column, name), context.Syntax.FinalFilter!.Span),
            Sort = [.. sort.Select((key, i) => BindSortKey(key, keys, grouping, context.Syntax.Sort[i]))],
        };
        return plan with { Grouping = grouping.ToGrouping() };
    }

    private BoundExpression? BindColumn(PivotClause pivot, List<BoundExpression> keys, List<(SelectItem Item, BoundExpression Value)> measures)
    {
        if (pivot.Column is { } path)
        {
            return expressions.Bind(path, NamePlace.Result);
        }

        // "pivot: column" means all measures by that column.
        if (measures.FindIndex(m => !HasAggregate(m.Value)) is >= 0 and var index)
        {
            var column = measures[index].Value;
            measures.RemoveAt(index);
            if (measures.Count == 0)
            {
                measures.AddRange(context.Syntax.Measures.Select(item => (item, expressions.Bind(item.Expression, NamePlace.Result))));
            }

            return column;
        }

        if (keys.Count > 0)
        {
            return keys[^1];
        }

        _diagnostics.Error(DiagnosticCodes.Grouping, "pivot needs a dimension whose values become columns.", pivot.Span, "Add for example: dimensions: metadata.model.");
        return null;
    }

    // The select list, or the keys where there is none: what is neither a key nor pivoted has no one value in a row.
    private EquatableList<OutputColumn> BindKeyColumns(
        IReadOnlyList<SelectItem> items,
        BoundExpression?[] bound,
        List<BoundExpression> keys,
        BoundExpression column,
        List<(SelectItem Item, BoundExpression Value)> measures,
        GroupingBinder grouping)
    {
        var output = new List<(OutputColumn, bool, SourceSpan)>();
        for (var i = 0; i < items.Count; i++)
        {
            if (bound[i] is not { } value)
            {
                output.AddRange(keys.Select((key, k) => (OutputBinder.Of(NameOfKey(k, key), grouping.Lift(key, default)), false, items[i].Span)));
            }
            else if (HasAggregate(value) && !measures.Exists(m => m.Value.Equals(value)))
            {
                _diagnostics.Error(DiagnosticCodes.Grouping, "An aggregate of a pivoted query has to be in PIVOT too.", items[i].Span);
            }
            else if (!HasAggregate(value) && !value.Equals(column))
            {
                output.Add((OutputBinder.Of(AliasTable.NameOf(items[i]), grouping.Lift(value, items[i].Span)), false, items[i].Span));
            }
        }

        return [.. OutputBinder.Merge(output, _diagnostics)];
    }

    private string NameOfKey(int index, BoundExpression key)
    {
        var dimension = context.Syntax.Dimensions.FirstOrDefault(d => expressions.Bind(d.Expression, NamePlace.Result).Equals(key));
        return dimension is not null ? AliasTable.NameOf(dimension) : "key" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private SortKey BindSortKey(SortKey key, List<BoundExpression> keys, GroupingBinder grouping, SortItem item)
    {
        var lifted = grouping.Lift(key.Value, item.Span);
        if (BoundTree.Contains(lifted, node => node is BoundAggregateResult || (node is BoundGroupKey group && group.Index >= keys.Count)))
        {
            _diagnostics.Error(DiagnosticCodes.Grouping, "A pivoted answer can be sorted by its keys only: a measure has many columns in a row.", item.Span);
        }

        return key with { Value = lifted };
    }

    // A final filter may speak of the pivot column too.
    private static BoundExpression Named(BoundExpression node, BoundExpression column, BoundExpression name) =>
        node.Equals(column) ? name
        : node.Equals(name) || node is BoundAggregate ? node
        : BoundTree.MapChildren(node, child => Named(child, column, name));

    private static string NameOf(SelectItem item) => AliasTable.NameOf(item);

    private static bool HasAggregate(BoundExpression expression) => BoundTree.Contains(expression, node => node is BoundAggregate);
}
