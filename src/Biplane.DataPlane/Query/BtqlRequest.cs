using Biplane.Query;

namespace Biplane.DataPlane.Query;

/// <summary>A query as a client sent it.</summary>
/// <param name="Query">The query and what changes its meaning.</param>
/// <param name="Text">Its text, when it came as text; diagnostics point into it.</param>
/// <param name="Seconds">How long the answer may take, as the client asks for; null when it does not.</param>
internal sealed record BtqlRequest(QueryRequest Query, string? Text, double? Seconds)
{
    /// <summary>The form of the answer; null when only the <c>Accept</c> header may tell.</summary>
    public BtqlFormat? Format { get; init; }

    /// <summary>Whether a finding of the lint stops the query.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The organization that the request names, in which names are looked up.</summary>
    public string? Organization { get; init; }
}
