using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Biplane.Model.Rows;
using Biplane.Query;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>
/// What bound expressions mean, written as plainly as possible: the engine has to agree with it. A value is null, bool, double, string, DateTime or,
/// for JSON, a <see cref="JsonNode"/>; a JSON null is null.
/// </summary>
internal static class ReferenceEvaluator
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static object? Evaluate(BoundExpression expression, JsonObject row) => expression switch
    {
        BoundConstant { Type: ColumnType.Json, Value: string json } => JsonNode.Parse(json),
        BoundConstant { Value: long whole } => (double)whole,
        BoundConstant constant => constant.Value,
        BoundColumn { Column.Name: "is_root" } => IsRoot(row),
        BoundColumn { Type: ColumnType.Timestamp } column => ReferenceTime.Read((string)row[column.Column.Name]!),
        BoundColumn { Type: ColumnType.Text } column => (string?)row[column.Column.Name],
        BoundColumn column => row[column.Column.Name],
        ReferenceValue value => value.Value,
        BoundChance chance => string.CompareOrdinal(ReferenceEngine.Draw(Evaluate(chance.Key, row) as string, chance.Seed)[..BoundChance.Digits], chance.Bound) < 0,
        BoundObjectWith composed => With(Evaluate(composed.Object, row) as JsonObject, composed.Members.Select(m => (m.Name, Evaluate(m.Value, row)))),
        BoundEach each => Each(Evaluate(each.Array, row) as JsonArray, each.Steps),
        BoundPath path => path.Steps.Aggregate(Evaluate(path.Root, row) as JsonNode, Step),
        BoundConvert convert => Convert(Evaluate(convert.Operand, row), convert.Type),
        BoundNot not => Evaluate(not.Operand, row) is bool value ? !value : null,
        BoundIsNull isNull => Evaluate(isNull.Operand, row) is null,
        BoundLogical logical => Logical(logical, row),
        BoundComparison comparison => Compare(comparison, row),
        BoundIn list => In(list, row),
        BoundLike like => Evaluate(like.Operand, row) is string text ? Like(text, like.Pattern, like.IgnoreCase) : null,
        BoundMatch match => match.Phrases.Count == 0 ? false : SearchText(Evaluate(match.Operand, row)) is { } text ? match.Phrases.All(phrase => HasPhrase(text, phrase)) : null,
        BoundIncludes includes => Includes(Evaluate(includes.Haystack, row), includes.Needle.Value!),
        BoundArithmetic arithmetic => Arithmetic(arithmetic.Operator, Evaluate(arithmetic.Left, row) as double?, Evaluate(arithmetic.Right, row) as double?),
        BoundConditional conditional => Evaluate(conditional.Branches.FirstOrDefault(b => Evaluate(b.Condition, row) is true)?.Result ?? conditional.Otherwise, row),
        BoundNegate negate => Evaluate(negate.Operand, row) is double number ? 0 - number : null,
        BoundTruncate truncate => Evaluate(truncate.Time, row) is DateTime time ? ReferenceTime.Truncate(time, truncate.Amount, truncate.Unit, truncate.OffsetMinutes) : null,
        BoundShift shift => Evaluate(shift.Time, row) is DateTime time ? ReferenceTime.Shift(time, shift.Amount, shift.Unit) : null,
        BoundCall call => ReferenceCalls.Call(call.Function, [.. call.Arguments.Select(a => Evaluate(a, row))]),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    public static bool IsRoot(JsonObject row) => row["span_parents"] is not JsonArray { Count: > 0 };

    private static JsonObject With(JsonObject? value, IEnumerable<(string Name, object? Value)> members)
    {
        var result = (JsonObject?)value?.DeepClone() ?? [];
        foreach (var (name, member) in members)
        {
            result.Remove(name);
            if (member is not null)
            {
                result[name] = JsonSerializer.SerializeToNode(member);
            }
        }

        return result;
    }

    private static JsonArray? Each(JsonArray? array, IReadOnlyList<PathStep> steps)
    {
        var found = array?.Select(element => steps.Aggregate(element, Step)).Where(value => value is not null).Select(value => value!.DeepClone()).ToArray();
        return found is { Length: > 0 } ? new JsonArray(found) : null;
    }

    private static JsonNode? Step(JsonNode? node, PathStep step) => (node, step) switch
    {
        (JsonObject value, { Name: { } name }) => value[name],
        (JsonArray array, { Name: null, Index: >= 0 }) => step.Index < array.Count ? array[step.Index] : null,
        (JsonArray array, { Name: null }) => array.Count + step.Index >= 0 ? array[array.Count + step.Index] : null,
        _ => null,
    };

    private static object? Convert(object? value, ColumnType type) => type switch
    {
        _ when value is null => null,
        ColumnType.Text => Text(value),
        ColumnType.Boolean => value is JsonNode node ? node.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : value is string text ? text.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null } : value,
        ColumnType.Number => value is JsonNode json ? json.GetValueKind() == JsonValueKind.Number ? Finite(json.GetValue<double>()) : null
            : value is bool flag ? (flag ? 1d : 0d)
            : value is string s ? double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? Finite(parsed) : null : value,
        ColumnType.Timestamp => ReferenceTime.Read(Text(value)!),
        ColumnType.Json => value is JsonNode ? value : JsonSerializer.SerializeToNode(value is DateTime time ? ReferenceTime.Text(time) : value),
        _ => throw new NotSupportedException(type.ToString()),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => ReferenceTime.Text(time),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        JsonNode node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
        JsonNode node => node.ToJsonString(Plain),
        _ => throw new NotSupportedException(value.ToString()),
    };

    // In the JSON text of objects and arrays a line break is written as a backslash and a letter.
    private static string? SearchText(object? value) =>
        value is JsonObject or JsonArray ? Leaves((JsonNode)value) : Text(value);

    // Names and values in their order.
    private static string Leaves(JsonNode? node) => node switch
    {
        JsonObject value => string.Join(' ', value.Select(member => member.Key + ' ' + Leaves(member.Value))),
        JsonArray value => string.Join(' ', value.Select(Leaves)),
        null => "null",
        _ => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
    };

    private static bool? Logical(BoundLogical logical, JsonObject row)
    {
        var values = logical.Operands.Select(o => (bool?)Evaluate(o, row)).ToArray();
        return values.Contains(!logical.IsAnd) ? !logical.IsAnd : values.Contains(null) ? null : logical.IsAnd;
    }

    private static object? Compare(BoundComparison comparison, JsonObject row)
    {
        var left = Evaluate(comparison.Left, row);
        var right = Evaluate(comparison.Right, row);
        if (comparison.Operator == ComparisonOperator.NullSafeEqual)
        {
            return left is null || right is null ? left is null && right is null : Order(left, right) == 0;
        }

        if (left is null || right is null)
        {
            return IsThere(comparison.Left, row) || IsThere(comparison.Right, row) ? Unequal(comparison) : null;
        }

        var order = Order(left, right);
        return comparison.Operator switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    // There, but of another type than asked for.
    private static bool IsThere(BoundExpression side, JsonObject row) =>
        side is BoundConvert { Type: not ColumnType.Text, Operand.Type: ColumnType.Json } convert && Evaluate(convert.Operand, row) is not null;

    private static object? Unequal(BoundComparison comparison) => comparison.Operator switch
    {
        ComparisonOperator.Equal => false,
        ComparisonOperator.NotEqual => true,
        _ => null,
    };

    private static int Order(object left, object right)
    {
        if (left is JsonNode a && right is JsonNode b)
        {
            return a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number
                ? a.GetValue<double>().CompareTo(b.GetValue<double>())
                : string.CompareOrdinal(Text(a), Text(b));
        }

        return left is string ? string.CompareOrdinal((string)left, (string)right) : ((IComparable)left).CompareTo(right);
    }

    private static bool? In(BoundIn list, JsonObject row) => Evaluate(list.Operand, row) is { } value
        ? list.Values.Any(v => Order(value, Evaluate(v, row)!) == 0)
        : IsThere(list.Operand, row) ? false : null;

    private static bool Like(string text, string pattern, bool ignoreCase)
    {
        var expression = new System.Text.StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            expression.Append(pattern[i] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' => Regex.Escape(pattern[++i].ToString()),
                var c => Regex.Escape(c.ToString()),
            });
        }

        return Regex.IsMatch(text, expression + "$", RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), TimeSpan.FromSeconds(1));
    }

    // Words are found one by one in the folded text and compared as lists.
    private static bool HasPhrase(string text, EquatableList<string> phrase)
    {
        var words = Regex.Matches(text.ToUpperInvariant().ToLowerInvariant(), @"[\p{L}\p{M}\p{N}_]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(word => word.Value).ToList();
        return Enumerable.Range(0, Math.Max(0, words.Count - phrase.Count + 1)).Any(start => words.Skip(start).Take(phrase.Count).SequenceEqual(phrase, StringComparer.Ordinal));
    }

    private static object? Includes(object? haystack, object needle) => haystack switch
    {
        null => null,
        JsonArray array => array.Any(item => needle switch
        {
            double number => item?.GetValueKind() == JsonValueKind.Number && item.GetValue<double>() == number,
            bool flag => item?.GetValueKind() == (flag ? JsonValueKind.True : JsonValueKind.False),
            _ => Text(item) == (string)needle,
        }),
        _ => false,
    };

    private static double? Arithmetic(ArithmeticOperator op, double? left, double? right)
    {
        if (left is not { } a || right is not { } b || (b == 0 && op is ArithmeticOperator.Divide or ArithmeticOperator.Modulo))
        {
            return null;
        }

        return op switch
        {
            ArithmeticOperator.Add => Finite(a + b),
            ArithmeticOperator.Subtract => Finite(a - b),
            ArithmeticOperator.Multiply => Finite(a * b),
            ArithmeticOperator.Divide => Finite(a / b),
            _ => b == 0 ? null : a % b,
        };
    }
}
