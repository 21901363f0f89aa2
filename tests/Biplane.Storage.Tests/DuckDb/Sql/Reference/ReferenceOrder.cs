using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>The order of values: nulls last either way; of JSON the numbers first, then everything else by its text.</summary>
internal static class ReferenceOrder
{
    public static int Compare(IEnumerable<SortKey> keys, Func<BoundExpression, object?> left, Func<BoundExpression, object?> right)
    {
        foreach (var key in keys)
        {
            var order = key.Value.Type == ColumnType.Json
                ? Compare(Number(left(key.Value)), Number(right(key.Value)), key.IsDescending) is var numbers and not 0
                    ? numbers
                    : Compare(ReferenceEvaluator.Text(left(key.Value)), ReferenceEvaluator.Text(right(key.Value)), key.IsDescending)
                : Compare(left(key.Value), right(key.Value), key.IsDescending);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    public static int Compare(object left, object right) =>
        left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);

    private static int Compare(object? left, object? right, bool isDescending)
    {
        if (left is null || right is null)
        {
            return (left is null ? 1 : 0) - (right is null ? 1 : 0);
        }

        return isDescending ? Compare(right, left) : Compare(left, right);
    }

    private static double? Number(object? value) => value is JsonNode node && node.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;
}
