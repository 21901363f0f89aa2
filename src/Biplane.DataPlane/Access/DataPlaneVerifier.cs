using Biplane.Contracts.Identity;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Requests;
using Biplane.Hosting.Tokens;

namespace Biplane.DataPlane.Access;

/// <summary>
/// Accepts API keys, introspected by digest, and browser tokens, verified here. A token says who; what they may do comes from the cache of
/// callers, so that a change of role or an ended session counts within a minute.
/// </summary>
internal sealed class DataPlaneVerifier(
    CallerCache callers, SigningKeyCache keys, PlaneIdentity identity, AllowedOrigins origins, TimeProvider time) : ICredentialVerifier
{
    public async ValueTask<Caller?> VerifyAsync(string credential, CancellationToken cancellationToken)
    {
        CallerKey? key = UiTokens.IsToken(credential) ? await SessionOfAsync(credential, cancellationToken)
            : ApiKeyFormat.IsPlausible(credential) ? new CallerKey.Key(KeyDigest.Of(credential))
            : null;
        if (key is null)
        {
            return null;
        }

        var found = await callers.IdentifyAsync(key, cancellationToken);
        var served = found.Memberships.Where(m => identity.Serves(m.OrganizationId)).ToList();
        if (found.IsMisdirected || (found.IsActive && served.Count == 0))
        {
            throw new ApiException(421, ErrorCodes.OrganizationNotServed, Misdirected(found.ServedAt));
        }

        return found.IsActive ? Caller.From(found with { Memberships = served }) : null;
    }

    private static string Misdirected(PlaneUrl? home) => "The key is good, but this data plane does not serve its organization."
        + (home is { } url ? $" Send requests to {url.Value} instead." : " Ask the organization's owner for the address of its data plane.");

    private async Task<CallerKey?> SessionOfAsync(string token, CancellationToken cancellationToken)
    {
        if (identity.Enrolled is not { } plane || UiTokens.KeyIdOf(token) is not { } keyId
            || await keys.FindAsync(keyId, cancellationToken) is not { } signer)
        {
            return null;
        }

        var claims = await UiTokens.VerifyAsync(token, signer.Key, signer.Issuer, plane.DataPlaneId, origins.Contains, time.GetUtcNow());
        return claims is null ? null : new CallerKey.Session(new CheckCaller(claims.UserId, claims.SessionId, claims.OrganizationId));
    }
}
