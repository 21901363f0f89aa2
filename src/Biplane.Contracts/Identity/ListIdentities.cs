namespace Biplane.Contracts.Identity;

/// <summary>Asks for the organizations, members or keys that a user may see.</summary>
/// <param name="ActorId">The user who asks.</param>
/// <param name="OrganizationIds">The organizations to look in.</param>
public sealed record ListIdentities(Guid ActorId, IReadOnlyList<Guid> OrganizationIds);
