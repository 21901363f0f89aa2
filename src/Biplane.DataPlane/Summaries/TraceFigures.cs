namespace Biplane.DataPlane.Summaries;

/// <summary>Adds up the spans of one trace. Spans may come in any order.</summary>
internal sealed class TraceFigures
{
    private static readonly string[] Summed =
    [
        MetricCatalogue.PromptTokens, MetricCatalogue.PromptCachedTokens, MetricCatalogue.PromptCacheCreationTokens,
        MetricCatalogue.CompletionTokens, MetricCatalogue.EstimatedCost,
    ];

    private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Sum, int Count)> _scores = new(StringComparer.Ordinal);
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

        // Eval() logs a score on its scorer's span, init().log() on the root.
        foreach (var (name, score) in span.Scores)
        {
            var (sum, count) = _scores.GetValueOrDefault(name);
            _scores[name] = (sum + score, count + 1);
        }

        if (span.IsScorer)
        {
            return;
        }

        var isLlm = span.Type == "llm";
        var isTool = span.Type == "tool";
        _llmCalls += isLlm ? 1 : 0;
        _toolCalls += isTool ? 1 : 0;
        _errors += span.HasError ? 1 : 0;
        _llmErrors += isLlm && span.HasError ? 1 : 0;
        _toolErrors += isTool && span.HasError ? 1 : 0;
        if (span.Type == "task" && !span.IsRoot && Seconds(span) is { } seconds)
        {
            // Tasks inside tasks lie within the outer one's time.
            _taskSeconds = Math.Max(_taskSeconds ?? 0, seconds);
        }

        AddMetrics(span.Metrics);
    }

    /// <summary>The case, or null when the trace has no root row (yet).</summary>
    public CaseFigures? ToCase()
    {
        if (_root is null)
        {
            return null;
        }

        var metrics = new Dictionary<string, double>(_sums, StringComparer.Ordinal)
        {
            [MetricCatalogue.LlmCalls] = _llmCalls,
            [MetricCatalogue.ToolCalls] = _toolCalls,
            [MetricCatalogue.Errors] = _errors,
            [MetricCatalogue.LlmErrors] = _llmErrors,
            [MetricCatalogue.ToolErrors] = _toolErrors,
        };

        // The root of an evaluation lasts until its scorers are done; the time of the case is that of its task.
        var duration = _root.Type == "eval" ? _taskSeconds ?? Seconds(_root) : Seconds(_root);
        if (duration is { } value)
        {
            metrics[MetricCatalogue.Duration] = value;
        }

        return new CaseFigures(_root.InputKey, _scores.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Count, StringComparer.Ordinal), metrics);
    }

    private static double? Seconds(SpanFigures span) =>
        span.Metrics.TryGetValue("start", out var start) && span.Metrics.TryGetValue("end", out var end) ? Math.Max(0, end - start) : null;

    private void AddMetrics(IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var name in Summed)
        {
            if (metrics.TryGetValue(name, out var value))
            {
                AddTo(name, value);
            }
        }

        if (metrics.TryGetValue(MetricCatalogue.TotalTokens, out var total) || metrics.TryGetValue("tokens", out total))
        {
            AddTo(MetricCatalogue.TotalTokens, total);
        }
        else if (metrics.TryGetValue(MetricCatalogue.PromptTokens, out var prompt) | metrics.TryGetValue(MetricCatalogue.CompletionTokens, out var completion))
        {
            AddTo(MetricCatalogue.TotalTokens, prompt + completion);
        }
    }

    private void AddTo(string name, double value) => _sums[name] = _sums.GetValueOrDefault(name) + value;
}
