namespace Biplane.DataPlane.Summaries;

/// <summary>The metrics of a summary, in the order in which they are shown.</summary>
internal static class MetricCatalogue
{
    public const string LlmCalls = "llm_calls";
    public const string ToolCalls = "tool_calls";
    public const string Errors = "errors";
    public const string LlmErrors = "llm_errors";
    public const string ToolErrors = "tool_errors";
    public const string PromptTokens = "prompt_tokens";
    public const string PromptCachedTokens = "prompt_cached_tokens";
    public const string PromptCacheCreationTokens = "prompt_cache_creation_tokens";
    public const string CompletionTokens = "completion_tokens";
    public const string TotalTokens = "total_tokens";
    public const string Duration = "duration";
    public const string EstimatedCost = "estimated_cost";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new(LlmCalls, "", CountsSpans: true),
        new(ToolCalls, "", CountsSpans: true),
        new(Errors, "", CountsSpans: true),
        new(LlmErrors, "", CountsSpans: true),
        new(ToolErrors, "", CountsSpans: true),
        new(PromptTokens, "tok"),
        new(PromptCachedTokens, "tok"),
        new(PromptCacheCreationTokens, "tok"),
        new(CompletionTokens, "tok"),
        new(TotalTokens, "tok"),
        new(Duration, "s"),
        new(EstimatedCost, "$"),
    ];
}
