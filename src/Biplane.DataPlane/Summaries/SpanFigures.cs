namespace Biplane.DataPlane.Summaries;

/// <summary>What a summary needs of one span.</summary>
internal sealed record SpanFigures
{
    public required string RootSpanId { get; init; }

    public required bool IsRoot { get; init; }

    public bool HasError { get; init; }

    public string? Type { get; init; }

    public string? Purpose { get; init; }

    /// <summary>Numeric metrics as logged.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = NoFigures;

    /// <summary>What the span cost in US dollars, logged or computed; null when that is not known.</summary>
    public double? Cost { get; init; }

    /// <summary>Numeric scores as logged.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = NoFigures;

    /// <summary>The key of the input; read for roots only.</summary>
    public UInt128 InputKey { get; init; }

    /// <summary>Scorers judge the work and are no part of it: their calls, tokens and errors do not count.</summary>
    public bool IsScorer => Purpose == "scorer" || Type == "score";

    private static IReadOnlyDictionary<string, double> NoFigures { get; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
