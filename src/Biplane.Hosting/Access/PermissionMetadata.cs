using Biplane.Hosting.Identity;

namespace Biplane.Hosting.Access;

/// <summary>On an endpoint: what a caller must hold in at least one organization. The object is checked where it is known.</summary>
/// <param name="Permission">The permission.</param>
public sealed record PermissionMetadata(Permission Permission);
