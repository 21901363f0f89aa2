using Biplane.Query;

namespace Biplane.DataPlane.Query;

/// <summary>A query as a client sent it.</summary>
/// <param name="Query">The query and what changes its meaning.</param>
/// <param name="Text">Its text, when it came as text; diagnostics point into it.</param>
/// <param name="Format">The form of the answer.</param>
/// <param name="Timeout">How long it may run.</param>
/// <param name="Organization">The organization that the request names, in which names are looked up.</param>
internal sealed record BtqlRequest(QueryRequest Query, string? Text, BtqlFormat Format, TimeSpan Timeout, string? Organization = null);
