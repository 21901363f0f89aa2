using System.Net;
using Biplane.ControlPlane.Tests.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Biplane.ControlPlane.Tests.Ui;

public sealed class SessionTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_link_logs_in_once()
    {
        var link = (await _server.Host.CreateLoginTokenAsync(Token)).Reveal();

        var first = await ExchangeAsync(link);
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ExchangeAsync(link)).StatusCode);
        Assert.False(_server.IsOnDisk(link));
    }

    [Fact]
    public async Task A_link_lives_ten_minutes()
    {
        var early = (await _server.Host.CreateLoginTokenAsync(Token)).Reveal();
        var late = (await _server.Host.CreateLoginTokenAsync(Token)).Reveal();

        _server.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(HttpStatusCode.NoContent, (await ExchangeAsync(early)).StatusCode);
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ExchangeAsync(late)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_token_does_not_log_in(string token) => Assert.Equal(HttpStatusCode.Unauthorized, (await ExchangeAsync(token)).StatusCode);

    [Fact]
    public async Task A_page_of_another_origin_changes_nothing()
    {
        var link = (await _server.Host.CreateLoginTokenAsync(Token)).Reveal();
        var cookie = await _server.LogInAsync();
        var otherPort = "http://127.0.0.1:1";

        foreach (var origin in new[] { otherPort, "null", "http://evil.example.test", null })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _server.SendAsync(
                HttpMethod.Post, "/ui/session", $$"""{"token":"{{link}}"}""", key: null, origin: origin)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await _server.SendAsync(HttpMethod.Delete, "/ui/session", key: null, cookie: cookie, origin: origin)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await MeAsync(cookie)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_eight_idle_hours()
    {
        var cookie = await _server.LogInAsync();

        _server.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(cookie)).StatusCode);
        _server.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(cookie)).StatusCode);
        _server.Time.Advance(TimeSpan.FromHours(8));
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(cookie)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_a_day_whatever_happens()
    {
        var cookie = await _server.LogInAsync();
        for (var hour = 0; hour < 23; hour++)
        {
            _server.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, (await MeAsync(cookie)).StatusCode);
        }

        _server.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(cookie)).StatusCode);
    }

    [Fact]
    public async Task Logging_out_ends_it()
    {
        var cookie = await _server.LogInAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await _server.SendAsync(
            HttpMethod.Delete, "/ui/session", key: null, cookie: cookie, origin: _server.Origin)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(cookie)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_opens_nothing_but_the_ui_routes_and_a_key_opens_none_of_them()
    {
        var cookie = await _server.LogInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Get, "/v1/project", key: null, cookie: cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Post, "/api/self/me", key: null, cookie: cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Get, "/ui/me")).StatusCode);
    }

    [Fact]
    public async Task A_token_needs_a_data_plane_and_membership()
    {
        var cookie = await _server.LogInAsync();
        var me = await _server.JsonAsync(HttpMethod.Get, "/ui/me", key: null, cookie: cookie);
        var organization = me.GetProperty("organizations")[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.Conflict, (await TokenAsync(cookie, organization!)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await TokenAsync(cookie, Guid.NewGuid().ToString("D"))).StatusCode);
    }

    [Fact]
    public async Task A_token_is_bound_to_the_organizations_data_plane()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        var cookie = await _server.LogInAsync();

        var answer = await _server.JsonAsync(
            HttpMethod.Post, "/ui/token", $$"""{"org_id":"{{plane.OrganizationId:D}}"}""", key: null, cookie: cookie, origin: _server.Origin);

        var token = new JsonWebToken(answer.GetProperty("token").GetString());
        Assert.Equal([$"dp:{plane.Id:D}"], token.Audiences);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(_server.Origin, token.GetPayloadValue<string>("azp"));
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.ValidFrom);
        Assert.Equal(300, answer.GetProperty("expires_in").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Get, "/v1/project", key: token.EncodedToken)).StatusCode);
    }

    [Fact]
    public async Task A_person_makes_and_revokes_keys()
    {
        var cookie = await _server.LogInAsync();
        var organization = (await _server.JsonAsync(HttpMethod.Get, "/ui/me", key: null, cookie: cookie)).GetProperty("organizations")[0].GetProperty("id").GetString();

        var made = await _server.JsonAsync(
            HttpMethod.Post, "/ui/api-keys", $$"""{"name":"laptop","org_id":"{{organization}}"}""", key: null, cookie: cookie, origin: _server.Origin);

        var key = made.GetProperty("key").GetString();
        Assert.Equal(HttpStatusCode.OK, (await _server.SendAsync(HttpMethod.Get, "/v1/project", key: key)).StatusCode);
        Assert.DoesNotContain(key!, (await _server.JsonAsync(HttpMethod.Get, "/ui/api-keys", key: null, cookie: cookie)).GetRawText(), StringComparison.Ordinal);
        await _server.SendAsync(HttpMethod.Delete, $"/ui/api-keys/{made.GetProperty("id").GetString()}", key: null, cookie: cookie, origin: _server.Origin);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Get, "/v1/project", key: key)).StatusCode);
    }

    private Task<HttpResponseMessage> ExchangeAsync(string token) =>
        _server.SendAsync(HttpMethod.Post, "/ui/session", $$"""{"token":"{{token}}"}""", key: null, origin: _server.Origin);

    private Task<HttpResponseMessage> MeAsync(string cookie) => _server.SendAsync(HttpMethod.Get, "/ui/me", key: null, cookie: cookie);

    private Task<HttpResponseMessage> TokenAsync(string cookie, string organization) => _server.SendAsync(
        HttpMethod.Post, "/ui/token", $$"""{"org_id":"{{organization}}"}""", key: null, cookie: cookie, origin: _server.Origin);
}
