namespace Biplane.DataPlane.Summaries;

/// <summary>Adds up the spans of one trace. Spans may come in any order.</summary>
internal sealed class TraceFigures
{
    private static readonly string[] Summed =
    [
        MetricCatalogue.PromptTokens, MetricCatalogue.PromptCachedTokens, MetricCatalogue.PromptCacheCreationTokens,
        MetricCatalogue.CompletionTokens,
    ];

    private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Sum, int Count)> _spanScores = new(StringComparer.Ordinal);
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
        else
        {
            AddScores(span.Scores);
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
        if (span.Cost is { } cost)
        {
            AddTo(MetricCatalogue.EstimatedCost, cost);
        }
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

        return new CaseFigures(_root.InputKey, Scores(_root), metrics);
    }

    // Eval() logs a score on its scorer's span, init().log() and people who judge log it on the root: the root has the last word.
    private Dictionary<string, double> Scores(SpanFigures root)
    {
        var scores = _spanScores.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Count, StringComparer.Ordinal);
        foreach (var (name, value) in root.Scores)
        {
            scores[name] = value;
        }

        return scores;
    }

    private void AddScores(IReadOnlyDictionary<string, double> scores)
    {
        foreach (var (name, value) in scores)
        {
            var (sum, count) = _spanScores.GetValueOrDefault(name);
            _spanScores[name] = (sum + value, count + 1);
        }
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
