using Biplane.Contracts.Identity;

namespace Biplane.Hosting.Identity;

/// <summary>A caller's place in an organization.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="Role">What the caller may do there.</param>
public sealed record Membership(Guid OrganizationId, string OrganizationName, OrganizationRole Role);
