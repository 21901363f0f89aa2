namespace Biplane.DataPlane.Traces;

/// <summary>What a search within a trace found.</summary>
/// <param name="Hits">The spans, in the order in which they came.</param>
/// <param name="IsComplete">There are no more.</param>
internal sealed record TraceSearchAnswer(IReadOnlyList<TraceHit> Hits, bool IsComplete);
