using Biplane.ControlPlane.DataPlanes;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Users;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.Ui;

/// <summary>The data planes that a page may talk to.</summary>
internal sealed class DataOrigins(
    ControlPlaneOptions options, DataPlaneStore planes, SessionStore sessions, CallerReads callers, SessionCookie cookie)
{
    /// <summary>
    /// Those of the person's organizations. Before log-in the page is the same document that will talk to a data plane after it, so on a
    /// machine of one's own it may talk to all.
    /// </summary>
    public async Task<IReadOnlyList<string>> ForAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (options.AcceptsLoginLinks)
        {
            return await planes.OriginsAsync(organizationIds: null, cancellationToken);
        }

        if (cookie.Read(request) is not { } secret || await sessions.UseAsync(secret, cancellationToken) is not { } session)
        {
            return [];
        }

        var memberships = await callers.MembershipsAsync(session.UserId, cancellationToken);
        return await planes.OriginsAsync([.. memberships.Select(m => m.OrganizationId)], cancellationToken);
    }
}
