using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query.Functions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What the functions of one row mean.</summary>
internal static class ReferenceCalls
{
    public static object? Call(ScalarFunction function, object?[] arguments) => function switch
    {
        ScalarFunction.Coalesce => arguments.FirstOrDefault(a => a is not null),
        ScalarFunction.Lower => (arguments[0] as string)?.ToLowerInvariant(),
        ScalarFunction.Upper => (arguments[0] as string)?.ToUpperInvariant(),
        ScalarFunction.Concat => string.Concat(arguments.Select(a => a as string)),
        ScalarFunction.EditDistance => ReferenceEdits.Distance(arguments[0] as string, arguments[1] as string),
        ScalarFunction.EditSimilarity => ReferenceEdits.Similarity(arguments[0] as string, arguments[1] as string),
        ScalarFunction.Length => Length(arguments[0]),
        ScalarFunction.ByteSize => arguments[0] is JsonNode node ? (double)Encoding.UTF8.GetByteCount(node.ToJsonString()) : null,
        ScalarFunction.Least => Extreme(arguments, isGreatest: false),
        ScalarFunction.Greatest => Extreme(arguments, isGreatest: true),
        ScalarFunction.Absolute => arguments[0] is double number ? Math.Abs(number) : null,
        ScalarFunction.Floor => arguments[0] is double number ? Math.Floor(number) : null,
        ScalarFunction.Ceiling => arguments[0] is double number ? Math.Ceiling(number) : null,
        ScalarFunction.Round => arguments[0] is double number ? Math.Round(number, (int)(double)arguments[1]!, MidpointRounding.AwayFromZero) : null,
        ScalarFunction.JsonExtract => arguments[0] is string text ? Extract(text, (string)arguments[1]!) : null,
        ScalarFunction.SpanCost => ReferenceCost.Of(arguments[0] as JsonObject, arguments[1] as string, arguments[2] as string)?.GetValueOrDefault((string)arguments[3]!),
        ScalarFunction.SpanCostBreakdown => ReferenceCost.Of(arguments[0] as JsonObject, arguments[1] as string, arguments[2] as string) is { } parts ? JsonSerializer.Serialize(parts) : null,
        _ => throw new NotSupportedException(function.ToString()),
    };

    private static object? Extreme(object?[] arguments, bool isGreatest)
    {
        var values = arguments.Where(a => a is not null).Select(a => a!).Order(Comparer<object>.Create(ReferenceOrder.Compare)).ToList();
        return values.Count == 0 ? null : isGreatest ? values[^1] : values[0];
    }

    private static JsonNode? Extract(string text, string key)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject value ? value[key] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? Length(object? value) => value switch
    {
        JsonArray array => (double)array.Count,
        JsonObject node => (double)node.Count,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => (double)text.GetValue<string>().EnumerateRunes().Count(),
        _ => null,
    };
}
