using Biplane.Hosting.Keys;

namespace Biplane.ControlPlane.Bootstrap;

/// <summary>What the first start of a control plane made.</summary>
/// <param name="OrganizationName">The organization.</param>
/// <param name="ApiKey">The first key: known at this moment only.</param>
public sealed record FirstStart(string OrganizationName, SecretString ApiKey);
