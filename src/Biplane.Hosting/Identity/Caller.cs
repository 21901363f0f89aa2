namespace Biplane.Hosting.Identity;

/// <summary>Who makes a request, after authentication. What they may do is looked up per organization, never carried in a token.</summary>
/// <param name="UserId">The user or service account.</param>
/// <param name="Email">For display; null for service accounts.</param>
/// <param name="Memberships">The organizations the credential reaches, at least one.</param>
public sealed record Caller(Guid UserId, string? Email, IReadOnlyList<Membership> Memberships);
