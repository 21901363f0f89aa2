namespace Biplane.DataPlane.Summaries;

/// <summary>The metrics of a summary; <see cref="MetricCatalogue"/> says what they are.</summary>
internal enum SummaryMetric
{
    LlmCalls,
    ToolCalls,
    Errors,
    LlmErrors,
    ToolErrors,
    PromptTokens,
    PromptCachedTokens,
    PromptCacheCreationTokens,
    CompletionTokens,
    TotalTokens,
    Duration,
    EstimatedCost,
}
