using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Identity;

/// <summary>A user's place in an organization.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="Role">What the user may do there.</param>
public sealed record OrganizationMembership(Guid OrganizationId, MetadataName OrganizationName, OrganizationRole Role);
