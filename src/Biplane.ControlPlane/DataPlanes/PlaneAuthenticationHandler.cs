using System.Security.Claims;
using System.Text.Encodings.Web;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>Authenticates data planes by a token signed with the key they registered when they joined.</summary>
internal sealed class PlaneAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    DataPlaneStore planes,
    ErrorWriter errors,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "data-plane";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential.Of(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (PlaneTokens.ClaimedPlane(token) is not { } id || await planes.FindAsync(id, Context.RequestAborted) is not { } caller)
        {
            return AuthenticateResult.Fail("No such data plane.");
        }

        var key = Es256.Verifier(caller.PublicKey, caller.Id.ToString("D"));
        using (key.ECDsa)
        {
            if (!await PlaneTokens.VerifyAsync(token, id, key, time.GetUtcNow()))
            {
                return AuthenticateResult.Fail("The token is not good.");
            }
        }

        Context.Features.Set(new PlaneCaller(caller));
        var identity = new ClaimsIdentity([new Claim("sub", id.ToString("D"))], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        errors.WriteAsync(Context, new ErrorAnswer(401, ErrorCodes.Unauthenticated, "This route is for data planes that have joined."));
}
