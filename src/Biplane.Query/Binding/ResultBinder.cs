using System.Globalization;
using Biplane.Query.Diagnostics;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using SortKey = Biplane.Query.Planning.SortKey;

namespace Biplane.Query.Binding;

/// <summary>Select list, grouping, final filter and sort: what comes after the rows are chosen.</summary>
internal sealed class ResultBinder(BindingContext context, ExpressionBinder expressions)
{
    private readonly QuerySyntax _syntax = context.Syntax;
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    public QueryPlan Bind(QueryPlan plan)
    {
        var items = Items();
        var bound = items.Select(item => item.Expression is StarExpression ? null : expressions.Bind(item.Expression, NamePlace.Select)).ToArray();
        var having = _syntax.FinalFilter is { } final ? expressions.BindCondition(final, NamePlace.Result) : null;
        var isGrouped = _syntax.Dimensions.Count > 0 || _syntax.Measures.Count > 0 || _syntax.Pivot is not null || bound.Any(b => b is not null && HasAggregate(b));
        var sort = BindSort(items, bound, isGrouped, out var isDescending);
        if (_syntax.Pivot is { } pivot)
        {
            return new PivotBinder(context, expressions).Bind(plan, pivot, items, bound, BindKeys(items, bound), having, sort);
        }

        if (isGrouped)
        {
            var grouped = BindGroups(plan, items, bound, having, sort);
            return _syntax.IsDistinct ? DistinctBinder.OfGroups(grouped, _syntax, _diagnostics) : grouped;
        }

        var output = BindRows(items, bound);
        plan = plan with { Output = output, Having = WithoutAggregates(having), Sort = sort, IsDescending = isDescending };
        return _syntax.IsDistinct ? DistinctBinder.OfRows(plan, _diagnostics) : plan;
    }

    // Columns that clauses of their own add stand after the select list; over groups they are only names.
    private IReadOnlyList<SelectItem> Items()
    {
        var isGrouped = _syntax.Dimensions.Count > 0 || _syntax.Measures.Count > 0 || _syntax.Pivot is not null;
        var computed = isGrouped ? [] : AliasTable.Computed(_syntax).ToArray();
        var star = _syntax.Select.Count == 0 && computed.Length > 0 ? [new SelectItem(new StarExpression())] : Array.Empty<SelectItem>();
        return [.. star, .. _syntax.Select, .. _syntax.Select.Count == 0 ? _syntax.Dimensions : [], .. _syntax.Measures, .. computed];
    }

    private QueryPlan BindGroups(QueryPlan plan, IReadOnlyList<SelectItem> items, BoundExpression?[] bound, BoundExpression? having, EquatableList<SortKey> sort)
    {
        var grouping = new GroupingBinder(BindKeys(items, bound), _diagnostics);
        var output = new List<(OutputColumn, bool, SourceSpan)>();
        for (var i = 0; i < items.Count; i++)
        {
            if (bound[i] is not { } value)
            {
                _diagnostics.Error(DiagnosticCodes.Grouping, "'*' cannot stand in a grouped query.", items[i].Span);
                continue;
            }

            output.Add((OutputBinder.Of(AliasTable.NameOf(items[i]), grouping.Lift(value, items[i].Expression.Span)), false, items[i].Span));
        }

        var lifted = sort.Select((key, i) => key with { Value = grouping.Lift(key.Value, _syntax.Sort[i].Span) }).ToArray();
        var liftedHaving = having is null ? null : grouping.Lift(having, _syntax.FinalFilter!.Span);
        return plan with
        {
            Output = [.. OutputBinder.Merge(output, _diagnostics)],
            Grouping = grouping.ToGrouping(),
            Having = liftedHaving,
            Sort = [.. lifted],
        };
    }

    private static bool HasAggregate(BoundExpression expression) => BoundTree.Contains(expression, node => node is BoundAggregate);

    private EquatableList<OutputColumn> BindRows(IReadOnlyList<SelectItem> items, BoundExpression?[] bound)
    {
        var columns = new List<(OutputColumn Column, bool IsOfStar, SourceSpan Span)>();
        for (var i = 0; i < items.Count; i++)
        {
            if (bound[i] is { } value)
            {
                columns.Add((OutputBinder.Of(AliasTable.NameOf(items[i]), value), false, items[i].Span));
            }
            else if (!columns.Exists(c => c.IsOfStar))
            {
                columns.AddRange(Star().Select(column => (column, true, items[i].Span)));
            }
        }

        return items.Count == 0 ? [.. Star()] : [.. OutputBinder.Merge(columns, _diagnostics)];
    }

    private IEnumerable<OutputColumn> Star() => OutputBinder.Star(context)
        .Select(column => column.Value is null ? column : column with { Value = expressions.WithWeights(column.Value, NamePlace.Select) });

    private List<BoundExpression> BindKeys(IReadOnlyList<SelectItem> items, BoundExpression?[] bound)
    {
        var keys = new List<BoundExpression>();
        foreach (var dimension in _syntax.Dimensions)
        {
            var key = Position(dimension.Expression) is { } position && _syntax.Select.Count > 0
                ? AtPosition(items, bound, position, dimension.Expression)
                : expressions.Bind(dimension.Expression, _syntax.Select.Count > 0 ? NamePlace.Result : NamePlace.Select);
            if (HasAggregate(key))
            {
                _diagnostics.Error(DiagnosticCodes.Grouping, "Rows cannot be grouped by an aggregate.", dimension.Span);
            }

            keys.Add(key);
        }

        return keys;
    }

    private EquatableList<SortKey> BindSort(IReadOnlyList<SelectItem> items, BoundExpression?[] bound, bool isGrouped, out bool isDescending)
    {
        isDescending = true;
        if (!isGrouped && context.Inner is null && _syntax.Sort is [{ Expression: PathExpression { Steps: [{ Name: "_pagination_key" }] } } place, ..])
        {
            // Places are unique: nothing after them changes the order.
            isDescending = place.IsDescending;
            return [];
        }

        var keys = new List<SortKey>();
        foreach (var item in _syntax.Sort)
        {
            var value = Position(item.Expression) is { } position
                ? AtPosition(items, bound, position, item.Expression)
                : expressions.Bind(item.Expression, NamePlace.Result);
            if (!isGrouped && HasAggregate(value))
            {
                _diagnostics.Error(DiagnosticCodes.Grouping, "Rows that are not grouped cannot be sorted by an aggregate.", item.Span);
            }

            keys.Add(new SortKey(value, item.IsDescending));
        }

        return [.. keys];
    }

    private static int? Position(Expression expression) =>
        expression is LiteralExpression { Kind: LiteralKind.Number, Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private BoundExpression AtPosition(IReadOnlyList<SelectItem> items, BoundExpression?[] bound, int position, Expression at)
    {
        if (position >= 1 && position <= items.Count && bound[position - 1] is { } value)
        {
            return value;
        }

        return expressions.Error(DiagnosticCodes.BadLiteral, $"The select list has no column {position}.", at);
    }

    // A trace's roll-up is a group of one: the aggregate of its one value is that value.
    private BoundExpression? WithoutAggregates(BoundExpression? having)
    {
        if (having is null || !HasAggregate(having))
        {
            return having;
        }

        return Strip(having);

        BoundExpression Strip(BoundExpression node)
        {
            if (node is not BoundAggregate aggregate)
            {
                return BoundTree.MapChildren(node, Strip);
            }

            if (context.Shape == QueryShape.Summary && aggregate is { Argument: { } argument, Function: not (AggregateFunction.Count or AggregateFunction.CountDistinct) })
            {
                return argument;
            }

            _diagnostics.Error(DiagnosticCodes.Grouping, "The final filter has an aggregate but the query does not group.", _syntax.FinalFilter!.Span);
            return BoundConstant.Null;
        }
    }
}
