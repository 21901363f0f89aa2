using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.Hosting.Tokens;

/// <summary>How a data plane proves who it is to its control plane: a token signed with its own key, good for a minute.</summary>
public static class PlaneTokens
{
    private const string Type = "plane+jwt";

    // Not an address: a plane's key is known to one control plane only, and addresses change.
    private const string Audience = "biplane-control-plane";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    public static string Issue(Guid dataPlaneId, ECDsaSecurityKey key, DateTimeOffset now) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = dataPlaneId.ToString("D"),
        Audience = Audience,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        TokenType = Type,
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        },
        Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["jti"] = Guid.CreateVersion7(now).ToString("D") },
    });

    /// <summary>Who claims to have made a token, before anything is verified.</summary>
    public static Guid? ClaimedPlane(string token)
    {
        try
        {
            return Guid.TryParseExact(Handler.ReadJsonWebToken(token).Issuer, "D", out var id) ? id : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static async Task<bool> VerifyAsync(string token, Guid dataPlaneId, SecurityKey key, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = dataPlaneId.ToString("D"),
            ValidAudience = Audience,
            IssuerSigningKey = key,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && notBefore is { } start && end - start <= Lifetime
                && now.UtcDateTime < end + ClockSkew && now.UtcDateTime >= start - ClockSkew,
        });
        return result.IsValid;
    }
}
