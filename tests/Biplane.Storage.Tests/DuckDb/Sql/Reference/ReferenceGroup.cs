using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>The rows that have the same keys.</summary>
internal sealed record ReferenceGroup(object?[] Keys, IReadOnlyList<ReferenceItem> Items, Grouping Grouping)
{
    public object? Evaluate(BoundExpression expression) => ReferenceEvaluator.Evaluate(
        ReferenceValue.Fill(expression, node => node switch
        {
            BoundGroupKey key => new ReferenceValue(Keys[key.Index], key.Type),
            BoundAggregateResult result => new ReferenceValue(Aggregate(Grouping.Aggregates[result.Index]), result.Type),
            _ => null,
        }),
        []);

    private object? Aggregate(BoundAggregate aggregate)
    {
        if (aggregate.Argument is not { } argument)
        {
            return (double)Items.Count;
        }

        var values = Items.Select(item => item.Evaluate(argument)).Where(value => value is not null).Select(value => value!).ToList();
        switch (aggregate.Function)
        {
            case AggregateFunction.Count:
                return (double)values.Count;
            case AggregateFunction.CountDistinct:
                return (double)values.Select(value => JsonSerializer.Serialize(value)).Distinct(StringComparer.Ordinal).Count();
            case AggregateFunction.Minimum or AggregateFunction.Maximum:
                return Extreme(values, aggregate.Function == AggregateFunction.Maximum);
        }

        var numbers = values.Select(value => (double)value).Order().ToList();
        return numbers.Count == 0 ? null : aggregate.Function switch
        {
            AggregateFunction.Sum => Finite(numbers.Sum()),
            AggregateFunction.Average => Finite(numbers.Average()),
            AggregateFunction.Percentile => Percentile(numbers, aggregate.Fraction),
            _ => throw new NotSupportedException(aggregate.ToString()),
        };
    }

    // Of JSON the numbers count; only where there is none, the texts.
    private static object? Extreme(List<object> values, bool isMaximum)
    {
        if (values.Exists(value => value is JsonNode))
        {
            var numbers = values.Where(value => ((JsonNode)value).GetValueKind() == JsonValueKind.Number).Select(value => (object)((JsonNode)value).GetValue<double>()).ToList();
            values = numbers.Count > 0 ? numbers : [.. values.Select(value => ReferenceEvaluator.Text(value)!)];
        }

        var ordered = values.Order(Comparer<object>.Create(ReferenceOrder.Compare)).ToList();
        return ordered.Count == 0 ? null : isMaximum ? ordered[^1] : ordered[0];
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static double Percentile(List<double> sorted, double fraction)
    {
        var place = fraction * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = (int)Math.Ceiling(place);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
