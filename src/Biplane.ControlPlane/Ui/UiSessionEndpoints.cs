using Biplane.ControlPlane.Organizations;
using Biplane.ControlPlane.Sessions;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Health;
using Biplane.Hosting.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Biplane.ControlPlane.Ui;

/// <summary>Log in, log out, who am I, and the short token for a data plane.</summary>
internal static class UiSessionEndpoints
{
    public const string Policy = "session";

    public static void MapUiSessions(this IEndpointRouteBuilder ui)
    {
        ui.MapGet("/config", GetConfig).AllowPublic("what the log-in page needs; no secret in it");
        ui.MapPost("/session", BeginAsync).AllowPublic("it exchanges the one-time token of a log-in link");
        ui.MapDelete("/session", EndAsync).RequireAuthorization(Policy);
        ui.MapGet("/me", MeAsync).RequireAuthorization(Policy);
        ui.MapPost("/token", IssueTokenAsync).RequireAuthorization(Policy);
    }

    private static JsonHttpResult<UiConfig> GetConfig(ControlPlaneOptions options) =>
        TypedResults.Json(new UiConfig("Biplane", ProductVersion.Text, options.AppUrl.Value, options.AcceptsLoginLinks), UiJson.Default.UiConfig);

    private static async Task<NoContent> BeginAsync(
        HttpContext context, SessionStore sessions, SessionCookie cookie, ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        if (!options.AcceptsLoginLinks)
        {
            throw ApiException.Forbidden("Log-in links work only where the control plane listens on this machine alone.");
        }

        var login = await UiBody.ReadAsync(context.Request, UiJson.Default.UiLogin, cancellationToken);
        var secret = login.Token is { Length: > 0 and < 100 } token ? await sessions.BeginAsync(token, cancellationToken) : null;
        if (secret is null)
        {
            throw new ApiException(401, ErrorCodes.Unauthenticated, "This log-in link was used or has expired. `./biplane login-link` prints a new one.");
        }

        cookie.Write(context.Response, secret);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAsync(
        HttpContext context, SessionFeature session, SessionStore sessions, SessionCookie cookie, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(session.Session.Id, cancellationToken);
        cookie.Clear(context.Response);
        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<UiMe>> MeAsync(SessionFeature session, OrganizationStore organizations, CancellationToken cancellationToken)
    {
        var caller = session.Caller;
        var records = await organizations.ListAsync([.. caller.Memberships.Select(m => m.OrganizationId)], cancellationToken);
        var views = records.Select(o =>
            new UiOrganization(o.Id, o.Name.Value, caller.In(o.Id)!.Role.ToString().ToLowerInvariant(), o.ApiUrl?.Value));
        return TypedResults.Json(new UiMe(new UiUser(caller.UserId, caller.Email, Name: null), [.. views]), UiJson.Default.UiMe);
    }

    private static async Task<JsonHttpResult<UiToken>> IssueTokenAsync(
        HttpContext context,
        SessionFeature session,
        OrganizationStore organizations,
        SigningKeyStore keys,
        ControlPlaneOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = await UiBody.ReadAsync(context.Request, UiJson.Default.UiTokenRequest, cancellationToken);
        if (session.Caller.In(request.OrgId) is null)
        {
            throw ApiException.Forbidden("You are no member of that organization.");
        }

        var (planeId, apiUrl) = await organizations.DataPlaneOfAsync(request.OrgId, cancellationToken)
            ?? throw new ApiException(409, ErrorCodes.NotReady, "No data plane has joined this organization yet.");
        var claims = new UiTokenClaims(
            session.Caller.UserId, session.Session.Id, request.OrgId, planeId, options.AppUrl.Value, context.Request.Headers.Origin.ToString());
        var now = time.GetUtcNow();
        var token = UiTokens.Issue(claims, await keys.SignerAsync(cancellationToken), now);
        context.Response.Headers.CacheControl = "no-store";
        var answer = new UiToken(token, (int)UiTokens.Lifetime.TotalSeconds, now + UiTokens.Lifetime, request.OrgId, apiUrl.Value);
        return TypedResults.Json(answer, UiJson.Default.UiToken);
    }
}
