using System.Security.Claims;
using Biplane.Hosting.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Biplane.Hosting.Tests.Tokens;

public sealed class UiTokenTests
{
    private const string Issuer = "https://app.example.test";
    private const string Origin = "https://ui.example.test";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ECDsaSecurityKey _key = Es256.PrivateKey(Es256.NewPrivatePem(), "one");
    private readonly UiTokenClaims _claims = new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Issuer, Origin);

    [Fact]
    public async Task A_token_says_who_for_five_minutes()
    {
        var token = UiTokens.Issue(_claims, _key, Now);

        Assert.True(UiTokens.IsToken(token));
        Assert.Equal("one", UiTokens.KeyIdOf(token));
        Assert.Equal(_claims, await VerifyAsync(token, Now));
        Assert.Equal(_claims, await VerifyAsync(token, Now.AddSeconds(299)));
        Assert.Null(await VerifyAsync(token, Now.AddSeconds(300)));
        Assert.Null(await VerifyAsync(token, Now.AddSeconds(-31)));
    }

    [Fact]
    public async Task Another_data_plane_refuses_it()
    {
        var token = UiTokens.Issue(_claims with { DataPlaneId = Guid.NewGuid() }, _key, Now);

        Assert.Null(await VerifyAsync(token, Now));
    }

    [Fact]
    public async Task Another_issuer_is_refused() =>
        Assert.Null(await VerifyAsync(UiTokens.Issue(_claims with { Issuer = "https://other.example.test" }, _key, Now), Now));

    [Fact]
    public async Task A_page_of_another_origin_is_refused() =>
        Assert.Null(await VerifyAsync(UiTokens.Issue(_claims with { AuthorizedParty = "https://evil.example.test" }, _key, Now), Now));

    [Fact]
    public async Task Another_key_with_the_same_id_is_refused() =>
        Assert.Null(await VerifyAsync(UiTokens.Issue(_claims, Es256.PrivateKey(Es256.NewPrivatePem(), "one"), Now), Now));

    [Theory]
    [InlineData("JWT")]
    [InlineData("plane+jwt")]
    public async Task Another_type_of_token_is_refused(string type) => Assert.Null(await VerifyAsync(Forge(type, Signed()), Now));

    [Fact]
    public async Task An_unsigned_token_is_refused() => Assert.Null(await VerifyAsync(Forge("at+jwt", credentials: null), Now));

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var token = UiTokens.Issue(_claims, _key, Now);
        var parts = token.Split('.');

        for (var part = 0; part < parts.Length; part++)
        {
            var changed = parts.ToArray();
            changed[part] = changed[part][..5] + (changed[part][5] == 'A' ? 'B' : 'A') + changed[part][6..];
            Assert.Null(await VerifyAsync(string.Join('.', changed), Now));
        }
    }

    [Fact]
    public void A_plane_token_is_for_its_plane_only_and_for_a_minute()
    {
        var plane = Guid.NewGuid();
        var token = PlaneTokens.Issue(plane, _key, Now);

        Assert.Equal(plane, PlaneTokens.ClaimedPlane(token));
        Assert.Null(PlaneTokens.ClaimedPlane("nonsense"));
    }

    [Fact]
    public async Task A_plane_token_lives_a_minute()
    {
        var plane = Guid.NewGuid();
        var token = PlaneTokens.Issue(plane, _key, Now);
        var verifier = Es256.Verifier(Es256.PublicKey(_key), plane.ToString("D"));

        Assert.True(await PlaneTokens.VerifyAsync(token, plane, verifier, Now));
        Assert.False(await PlaneTokens.VerifyAsync(token, Guid.NewGuid(), verifier, Now));
        Assert.False(await PlaneTokens.VerifyAsync(token, plane, verifier, Now.AddMinutes(3)));
        Assert.False(await PlaneTokens.VerifyAsync(UiTokens.Issue(_claims, _key, Now), plane, verifier, Now));
    }

    private Task<UiTokenClaims?> VerifyAsync(string token, DateTimeOffset now) => UiTokens.VerifyAsync(
        token, Es256.Verifier(Es256.PublicKey(_key), "one"), Issuer, _claims.DataPlaneId, origin => origin == Origin, now);

    private SigningCredentials Signed() => new(_key, SecurityAlgorithms.EcdsaSha256);

    private string Forge(string type, SigningCredentials? credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = $"dp:{_claims.DataPlaneId:D}",
        NotBefore = Now.UtcDateTime,
        IssuedAt = Now.UtcDateTime,
        Expires = Now.AddMinutes(5).UtcDateTime,
        TokenType = type,
        SigningCredentials = credentials,
        Subject = new ClaimsIdentity(
        [
            new Claim("sub", _claims.UserId.ToString("D")), new Claim("sid", _claims.SessionId.ToString("D")),
            new Claim("org", _claims.OrganizationId.ToString("D")), new Claim("azp", Origin),
        ]),
    });
}
