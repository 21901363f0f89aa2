using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.Hosting.Tokens;

/// <summary>
/// Browser tokens (RFC 9068 form, ES256, five minutes). Verification takes nothing from the token's header but its key id: the
/// algorithm, type, issuer and audience are fixed, keys come from the control plane only.
/// </summary>
public static class UiTokens
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string Type = "at+jwt";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    public static string Issue(UiTokenClaims claims, ECDsaSecurityKey key, DateTimeOffset now) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = claims.Issuer,
        Audience = Audience(claims.DataPlaneId),
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        TokenType = Type,
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Uncached() },
        Claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = claims.UserId.ToString("D"),
            ["sid"] = claims.SessionId.ToString("D"),
            ["org"] = claims.OrganizationId.ToString("D"),
            ["azp"] = claims.AuthorizedParty,
            ["jti"] = Guid.CreateVersion7(now).ToString("D"),
        },
    });

    /// <summary>Whether a credential looks like a token rather than a key.</summary>
    public static bool IsToken(string credential) => credential.Length <= 4096 && credential.StartsWith("ey", StringComparison.Ordinal) && credential.AsSpan().Count('.') == 2;

    /// <summary>The key id in the token's header, before anything is verified; null if there is none.</summary>
    public static string? KeyIdOf(string token) => Handler.CanReadToken(token) ? TryRead(token)?.Kid : null;

    /// <summary>What the token says, or null if it is not good here and now.</summary>
    public static async Task<UiTokenClaims?> VerifyAsync(
        string token, SecurityKey key, string issuer, Guid dataPlaneId, Func<string, bool> isAuthorizedParty, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = issuer,
            ValidAudience = Audience(dataPlaneId),
            IssuerSigningKey = key,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            CryptoProviderFactory = Uncached(),
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && now.UtcDateTime < end && (notBefore is not { } start || now.UtcDateTime >= start - ClockSkew),
        });
        if (!result.IsValid || result.ClaimsIdentity is not { } identity
            || !TryGuid(identity, "sub", out var user) || !TryGuid(identity, "sid", out var session) || !TryGuid(identity, "org", out var organization)
            || identity.FindFirst("azp")?.Value is not { } party || !isAuthorizedParty(party))
        {
            return null;
        }

        return new UiTokenClaims(user, session, organization, dataPlaneId, issuer, party);
    }

    private static string Audience(Guid dataPlaneId) => $"dp:{dataPlaneId:D}";

    // The library's process-wide cache of signature providers would be shared by both planes in one process.
    private static CryptoProviderFactory Uncached() => new() { CacheSignatureProviders = false };

    private static bool TryGuid(ClaimsIdentity identity, string claim, out Guid id) => Guid.TryParseExact(identity.FindFirst(claim)?.Value, "D", out id);

    private static JsonWebToken? TryRead(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
