using Biplane.Contracts.Planes;

namespace Biplane.Contracts.Identity;

/// <summary>Whose a credential is. Not active: nobody's, revoked or expired.</summary>
/// <param name="IsActive">Whether the credential is good.</param>
/// <param name="UserId">The user or service account.</param>
/// <param name="Email">For display.</param>
/// <param name="Memberships">The organizations it reaches that the asking data plane serves.</param>
public sealed record CallerIdentity(bool IsActive, Guid UserId, EmailAddress? Email, IReadOnlyList<OrganizationMembership> Memberships)
{
    /// <summary>The credential is good, for an organization that the asking data plane does not serve. Not active, so that nothing is granted.</summary>
    public bool IsMisdirected { get; init; }

    /// <summary>Where that organization is served; null where that is nowhere.</summary>
    public PlaneUrl? ServedAt { get; init; }

    public static CallerIdentity Unknown { get; } = new(IsActive: false, Guid.Empty, Email: null, []);
}
