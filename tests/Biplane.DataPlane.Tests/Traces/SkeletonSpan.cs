namespace Biplane.DataPlane.Tests.Traces;

/// <summary>A span of a skeleton. A parent that came before is <c>#</c> and its row id; otherwise it is a span id.</summary>
internal sealed record SkeletonSpan(
    string Id,
    string SpanId,
    string? Parent,
    string? Name,
    string? Type,
    double? Start,
    double? End,
    double? Tokens,
    double? Cost,
    double?[] Bytes,
    string? Scores);
