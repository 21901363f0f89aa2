namespace Biplane.Query.Completion;

/// <summary>Fields that clients of every language log, known without a look at the rows.</summary>
internal static class WellKnownFields
{
    public static IReadOnlyList<KnownField> All { get; } =
    [
        Text(["span_attributes", "name"]),
        Text(["span_attributes", "type"], "llm", "task", "tool", "function", "score", "eval", "facet", "automation", "preprocessor", "classifier", "review"),
        Text(["span_attributes", "purpose"], "scorer"),
        .. Numbers(
            "metrics", "start", "end", "duration", "tokens", "prompt_tokens", "completion_tokens", "total_tokens", "prompt_cached_tokens",
            "prompt_cache_creation_tokens", "time_to_first_token", "estimated_cost"),
        Text(["metadata", "model"]),
        Text(["origin", "object_type"], "dataset", "experiment", "project_logs"),
        Text(["origin", "object_id"]),
        Text(["error", "type"]),
        Text(["function_type"], "llm", "scorer", "task", "tool"),
    ];

    /// <summary>What the summary shape computes.</summary>
    public static IReadOnlyList<KnownField> OfSummary { get; } =
    [
        .. Numbers("metrics", "llm_calls", "tool_calls", "errors", "llm_errors", "tool_errors", "llm_duration"),
        new(["span_type_info", "name"], "string", []),
        new(["span_type_info", "cached"], "boolean", []),
        new(["span_type_info", "has_error"], "boolean", []),
    ];

    private static KnownField Text(EquatableList<string> path, params string[] values) =>
        new(path, "string", [.. values.Select(value => new KnownValue(value, IsText: true))]);

    private static IEnumerable<KnownField> Numbers(string column, params string[] names) =>
        names.Select(name => new KnownField([column, name], "number", []));
}
