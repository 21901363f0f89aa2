namespace Biplane.DataPlane.Summaries;

/// <summary>Adds up the spans of one trace. Spans may come in any order.</summary>
internal sealed class TraceFigures
{
    private static readonly IReadOnlyDictionary<string, double> NoScores = new Dictionary<string, double>(StringComparer.Ordinal);

    private readonly MetricFigures _sums = new();
    private Dictionary<string, (double Sum, int Count)>? _spanScores;
    private SpanFigures? _root;
    private int _llmCalls;
    private int _toolCalls;
    private int _errors;
    private int _llmErrors;
    private int _toolErrors;
    private double? _taskSeconds;

    public void Add(SpanFigures span)
    {
        if (span.IsRoot)
        {
            _root = span;
        }
        else if (span.Scores is { } scores)
        {
            AddScores(scores);
        }

        if (span.IsScorer)
        {
            return;
        }

        var isLlm = span.Type == SpanType.Llm;
        var isTool = span.Type == SpanType.Tool;
        _llmCalls += isLlm ? 1 : 0;
        _toolCalls += isTool ? 1 : 0;
        _errors += span.HasError ? 1 : 0;
        _llmErrors += isLlm && span.HasError ? 1 : 0;
        _toolErrors += isTool && span.HasError ? 1 : 0;
        if (span is { Type: SpanType.Task, IsRoot: false, Metrics.Seconds: { } seconds })
        {
            // Tasks inside tasks lie within the outer one's time.
            _taskSeconds = Math.Max(_taskSeconds ?? 0, seconds);
        }

        _sums.Add(SummaryMetric.PromptTokens, span.Metrics.PromptTokens);
        _sums.Add(SummaryMetric.PromptCachedTokens, span.Metrics.PromptCachedTokens);
        _sums.Add(SummaryMetric.PromptCacheCreationTokens, span.Metrics.PromptCacheCreationTokens);
        _sums.Add(SummaryMetric.CompletionTokens, span.Metrics.CompletionTokens);
        _sums.Add(SummaryMetric.TotalTokens, span.Metrics.TotalTokens);
        _sums.Add(SummaryMetric.EstimatedCost, span.Cost);
    }

    /// <summary>The case, or null when the trace has no root row (yet). Nothing may be added afterwards.</summary>
    public CaseFigures? ToCase()
    {
        if (_root is not { } root)
        {
            return null;
        }

        _sums[SummaryMetric.LlmCalls] = _llmCalls;
        _sums[SummaryMetric.ToolCalls] = _toolCalls;
        _sums[SummaryMetric.Errors] = _errors;
        _sums[SummaryMetric.LlmErrors] = _llmErrors;
        _sums[SummaryMetric.ToolErrors] = _toolErrors;

        // The root of an evaluation lasts until its scorers are done; the time of the case is that of its task.
        _sums[SummaryMetric.Duration] = root.Type == SpanType.Eval ? _taskSeconds ?? root.Metrics.Seconds : root.Metrics.Seconds;
        return new CaseFigures(root.InputKey, Scores(root), _sums);
    }

    // Eval() logs a score on its scorer's span, init().log() and people who judge log it on the root: the root has the last word.
    private IReadOnlyDictionary<string, double> Scores(SpanFigures root)
    {
        if (_spanScores is null)
        {
            return root.Scores ?? NoScores;
        }

        var scores = _spanScores.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Count, StringComparer.Ordinal);
        foreach (var (name, value) in root.Scores ?? [])
        {
            scores[name] = value;
        }

        return scores;
    }

    private void AddScores(Dictionary<string, double> scores)
    {
        _spanScores ??= new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        foreach (var (name, value) in scores)
        {
            var (sum, count) = _spanScores.GetValueOrDefault(name);
            _spanScores[name] = (sum + value, count + 1);
        }
    }
}
