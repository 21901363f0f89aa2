using System.Security.Claims;
using System.Text.Encodings.Web;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Biplane.Hosting.Identity;

/// <summary>Authenticates requests that carry a key or a token, through the plane's <see cref="ICredentialVerifier"/>.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ICredentialVerifier verifier,
    ErrorWriter errors) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential.Of(Request) is not { } credential)
        {
            return AuthenticateResult.NoResult();
        }

        if (await verifier.VerifyAsync(credential, Context.RequestAborted) is not { } caller)
        {
            return AuthenticateResult.Fail("The credential is not known.");
        }

        Context.Features.Set(new CallerFeature(caller));
        return AuthenticateResult.Success(Ticket(caller, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return errors.WriteAsync(Context, Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => errors.WriteAsync(Context, Forbidden);

    internal static ErrorAnswer Unauthenticated { get; } = new(
        StatusCodes.Status401Unauthorized, ErrorCodes.Unauthenticated, "Invalid API key: send a valid key as Authorization: Bearer <key>.");

    internal static ErrorAnswer Forbidden { get; } = new(
        StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, "Your role does not allow this.");

    internal static AuthenticationTicket Ticket(Caller caller, string scheme) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", caller.UserId.ToString("D"))], scheme)), scheme);
}
