namespace Biplane.DataPlane.Traces;

/// <summary>A search as it is sent.</summary>
internal sealed record TraceSearchRequest
{
    /// <summary>The trace.</summary>
    public string? RootSpanId { get; init; }

    /// <summary>What is sought.</summary>
    public string? Query { get; init; }

    /// <summary><c>words</c> (the default) or <c>text</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>How many spans at most.</summary>
    public int? Limit { get; init; }
}
