namespace Biplane.Hosting.Identity;

/// <summary>On a request: its caller.</summary>
/// <param name="Caller">The caller.</param>
public sealed record CallerFeature(Caller Caller);
