namespace Biplane.Hosting.Requests;

/// <summary>Size limits of a plane, where a route does not set its own.</summary>
/// <param name="MaxBodyBytes">Most bytes of a body as it arrives.</param>
/// <param name="MaxDecodedBytes">Most bytes of a body after its Content-Encoding is undone.</param>
public sealed record BodyLimits(long MaxBodyBytes, long MaxDecodedBytes);
