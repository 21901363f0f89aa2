using System.Security.Claims;
using System.Text.Encodings.Web;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Users;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Biplane.ControlPlane.Ui;

/// <summary>Authenticates browsers by their cookie. Only <c>/ui</c> routes name this scheme: the cookie opens nothing else.</summary>
internal sealed class SessionAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SessionStore sessions,
    CallerReads callers,
    SessionCookie cookie,
    ErrorWriter errors) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.UseAsync(secret, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        var identity = await callers.IdentifyAsync(session.UserId, organizationId: null, Context.RequestAborted);
        if (!identity.IsActive)
        {
            return AuthenticateResult.Fail("The user belongs to no organization.");
        }

        Context.Features.Set(new SessionFeature(session, Caller.From(identity)));
        var claims = new ClaimsIdentity([new Claim("sub", session.UserId.ToString("D"))], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(claims), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => errors.WriteAsync(
        Context, new ErrorAnswer(401, ErrorCodes.Unauthenticated, "Log in: run `./biplane login-link` and open the link it prints."));
}
