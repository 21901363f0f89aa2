namespace Biplane.DataPlane.Summaries;

/// <summary>The metrics of a summary, in the order in which they are shown.</summary>
internal static class MetricCatalogue
{
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new(SummaryMetric.LlmCalls, "llm_calls", "", CountsSpans: true),
        new(SummaryMetric.ToolCalls, "tool_calls", "", CountsSpans: true),
        new(SummaryMetric.Errors, "errors", "", CountsSpans: true),
        new(SummaryMetric.LlmErrors, "llm_errors", "", CountsSpans: true),
        new(SummaryMetric.ToolErrors, "tool_errors", "", CountsSpans: true),
        new(SummaryMetric.PromptTokens, "prompt_tokens", "tok"),
        new(SummaryMetric.PromptCachedTokens, "prompt_cached_tokens", "tok"),
        new(SummaryMetric.PromptCacheCreationTokens, "prompt_cache_creation_tokens", "tok"),
        new(SummaryMetric.CompletionTokens, "completion_tokens", "tok"),
        new(SummaryMetric.TotalTokens, "total_tokens", "tok"),
        new(SummaryMetric.Duration, "duration", "s"),
        new(SummaryMetric.EstimatedCost, "estimated_cost", "$"),
    ];
}
