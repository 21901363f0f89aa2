using System.Reflection;
using Biplane.Contracts.Identity;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Identity;

/// <summary>
/// Who makes a request, after authentication. What they may do is looked up per organization, never carried in a token.
/// Bound as a parameter of handlers whose route has <c>RequireCaller</c> or <c>RequirePermission</c>.
/// </summary>
/// <param name="UserId">The user or service account.</param>
/// <param name="Email">For display; null for service accounts.</param>
/// <param name="Memberships">The organizations the credential reaches, at least one.</param>
public sealed record Caller(Guid UserId, string? Email, IReadOnlyList<Membership> Memberships)
{
    /// <summary>The caller's place in an organization, or null.</summary>
    public Membership? In(Guid organizationId) => Memberships.FirstOrDefault(m => m.OrganizationId == organizationId);

    /// <summary>Whether the caller holds a permission in an organization.</summary>
    public bool Holds(Permission permission, Guid organizationId) => In(organizationId) is { } membership && membership.Role.Grants(permission);

    public static Caller From(CallerIdentity identity) => new(
        identity.UserId,
        identity.Email?.Value,
        [.. identity.Memberships.Select(m => new Membership(m.OrganizationId, m.OrganizationName.Value, m.Role))]);

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Caller?>(
            context.Features.Get<CallerFeature>()?.Caller
            ?? throw new InvalidOperationException($"The route {context.GetEndpoint()?.DisplayName} binds a caller and does not require one."));
}
