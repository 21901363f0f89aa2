namespace Biplane.Hosting.Access;

/// <summary>On an endpoint: anybody may call it, and why. The architecture tests compare these with a named list.</summary>
/// <param name="Reason">Why it is public.</param>
public sealed record PublicRouteMetadata(string Reason);
