using System.Text.Json;
using System.Text.Json.Nodes;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What a whole trace is as one row.</summary>
internal static class ReferenceSummary
{
    private static readonly string[] Sums = ["prompt_tokens", "completion_tokens", "prompt_cached_tokens", "prompt_cache_creation_tokens"];

    /// <summary>The row: the root span, or the first span while there is no root, with the figures of the whole trace.</summary>
    /// <param name="spans">The spans, the first inserted first; at least one.</param>
    public static JsonObject Of(IReadOnlyList<JsonObject> spans)
    {
        var row = (spans.FirstOrDefault(ReferenceEvaluator.IsRoot) ?? spans[0]).DeepClone().AsObject();
        row["scores"] = Scores(spans);
        row["metrics"] = Metrics(spans);
        row["span_attributes"] = Attributes(row["span_attributes"] as JsonObject, spans);
        return row;
    }

    // By name. A score without any number is there, without a mean.
    private static JsonObject? Scores(IReadOnlyList<JsonObject> spans)
    {
        var scores = new JsonObject();
        foreach (var name in spans.SelectMany(span => (span["scores"] as JsonObject ?? []).Select(score => score.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            scores[name] = Mean(spans.Select(span => Number(span["scores"], name)));
        }

        return scores.Count > 0 ? scores : null;
    }

    private static JsonObject Metrics(IReadOnlyList<JsonObject> spans)
    {
        var ofModels = spans.Where(span => Type(span) == "llm").ToList();
        var tools = spans.Where(span => Type(span) == "tool").ToList();
        var start = spans.Min(span => Metric(span, "start"));
        var end = spans.Max(span => Metric(span, "end"));
        var metrics = new JsonObject
        {
            ["start"] = start,
            ["end"] = end,
            ["duration"] = Finite(end - start),
            ["llm_duration"] = Sum(ofModels.Select(Duration)),
            ["time_to_first_token"] = Mean(ofModels.Select(span => Metric(span, "time_to_first_token"))),
            ["total_tokens"] = Sum(spans.Select(Tokens)),
            ["estimated_cost"] = Sum(spans.Select(Cost)),
            ["llm_calls"] = ofModels.Count,
            ["tool_calls"] = tools.Count,
            ["errors"] = spans.Count(HasError),
            ["llm_errors"] = ofModels.Count(HasError),
            ["tool_errors"] = tools.Count(HasError),
        };
        foreach (var name in Sums)
        {
            metrics[name] = Sum(spans.Select(span => Metric(span, name)));
        }

        // Read back from text, so that every number is one of JSON and not of some .NET type.
        return JsonNode.Parse(metrics.ToJsonString())!.AsObject();
    }

    private static JsonObject Attributes(JsonObject? ofRoot, IReadOnlyList<JsonObject> spans)
    {
        var ofModels = spans.Where(span => Type(span) == "llm").ToList();
        var attributes = (JsonObject?)ofRoot?.DeepClone() ?? [];
        attributes["cached"] = ofModels.Count > 0 && ofModels.TrueForAll(IsCached);
        attributes["has_error"] = spans.Any(HasError);
        return attributes;
    }

    private static bool HasError(JsonObject span) => span["error"] is not null;

    private static bool IsCached(JsonObject span) => Metric(span, "cached") > 0 || (span["span_attributes"] as JsonObject)?["cached"] is JsonValue value && value.ToString() == "true";

    private static string? Type(JsonObject span) => Text((span["span_attributes"] as JsonObject)?["type"]);

    // What the client logged counts.
    private static double? Duration(JsonObject span) => Metric(span, "duration") ?? Finite(Metric(span, "end") - Metric(span, "start"));

    private static double? Tokens(JsonObject span)
    {
        var (prompt, completion) = (Metric(span, "prompt_tokens"), Metric(span, "completion_tokens"));
        return Metric(span, "tokens") ?? Metric(span, "total_tokens") ?? prompt + completion ?? prompt ?? completion;
    }

    private static double? Cost(JsonObject span) => ReferenceCost.Of(
        span["metrics"] as JsonObject, Text((span["metadata"] as JsonObject)?["model"]), Text((span["span_attributes"] as JsonObject)?["purpose"]))?["totalCost"];

    private static double? Metric(JsonObject span, string name) => Number(span["metrics"], name);

    private static double? Number(JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Finite(value.GetValue<double>()) : null;

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? Sum(IEnumerable<double?> values) => values.Any(value => value is not null) ? Finite(values.Sum()) : null;

    private static double? Mean(IEnumerable<double?> values) => Finite(values.Average());

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
