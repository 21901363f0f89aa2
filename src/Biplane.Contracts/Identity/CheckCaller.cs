namespace Biplane.Contracts.Identity;

/// <summary>Asks whether a browser session still stands and what its user may do in an organization.</summary>
/// <param name="UserId">The user named in the token.</param>
/// <param name="SessionId">The session named in the token.</param>
/// <param name="OrganizationId">The organization named in the token.</param>
public sealed record CheckCaller(Guid UserId, Guid SessionId, Guid OrganizationId);
