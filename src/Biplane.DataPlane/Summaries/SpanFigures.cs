namespace Biplane.DataPlane.Summaries;

/// <summary>What a summary needs of one span.</summary>
internal readonly record struct SpanFigures
{
    public required bool IsRoot { get; init; }

    public bool HasError { get; init; }

    public SpanType Type { get; init; }

    public bool HasScorerPurpose { get; init; }

    public SpanMetrics Metrics { get; init; }

    /// <summary>What the span cost in US dollars, logged or computed; null when that is not known.</summary>
    public double? Cost { get; init; }

    /// <summary>Numeric scores as logged; null for none.</summary>
    public Dictionary<string, double>? Scores { get; init; }

    /// <summary>The key of the input; read for roots only.</summary>
    public UInt128 InputKey { get; init; }

    /// <summary>Scorers judge the work and are no part of it: their calls, tokens and errors do not count.</summary>
    public bool IsScorer => HasScorerPurpose || Type == SpanType.Score;
}
