using System.Net;
using System.Net.Http.Json;
using System.Text;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.Tests.Testing;
using Biplane.Hosting.Tokens;
using Xunit;

namespace Biplane.ControlPlane.Tests.DataPlanes;

public sealed class PlaneProtocolTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_code_lets_one_data_plane_in_within_the_hour()
    {
        var code = await _server.Host.CreateEnrollmentCodeAsync(Token);
        var late = await _server.Host.CreateEnrollmentCodeAsync(Token);

        Assert.Equal(HttpStatusCode.OK, await EnrollAsync(code));
        Assert.Equal(HttpStatusCode.Forbidden, await EnrollAsync(code));
        _server.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Forbidden, await EnrollAsync(late));
        Assert.False(_server.IsOnDisk(code.Value));
    }

    [Fact]
    public async Task Every_route_but_enrolment_needs_the_planes_own_key()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        var stranger = Es256.PrivateKey(Es256.NewPrivatePem(), "identity");

        foreach (var route in PlaneRoutes.All.Where(r => r.Path != PlaneRoutes.Enroll.Path))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Post, route.Path, "{}", key: null)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Post, route.Path, "{}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await plane.SendAsync(PlaneRoutes.Keys, NoContent.Value, stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await plane.SendAsync(PlaneRoutes.Keys, NoContent.Value)).StatusCode);
    }

    [Fact]
    public async Task A_key_is_known_by_its_digest_until_it_is_revoked()
    {
        var plane = await TestDataPlane.JoinAsync(_server);

        var identity = await plane.CallAsync(PlaneRoutes.Introspect, new IntrospectKey(KeyDigest.Of(ControlServer.Key)));
        Assert.True(identity.IsActive);
        Assert.Equal(OrganizationRole.Owner, identity.Memberships.Single().Role);
        Assert.False((await plane.CallAsync(PlaneRoutes.Introspect, new IntrospectKey(KeyDigest.Of("sk-unknown")))).IsActive);

        var keys = await plane.CallAsync(PlaneRoutes.ListApiKeys, new ListIdentities(identity.UserId, [plane.OrganizationId]));
        await plane.CallAsync(PlaneRoutes.DeleteApiKey, new ApiKeyKey(keys.Records[0].Id, identity.UserId));
        Assert.False((await plane.CallAsync(PlaneRoutes.Introspect, new IntrospectKey(KeyDigest.Of(ControlServer.Key)))).IsActive);
    }

    [Fact]
    public async Task A_plane_reaches_only_the_organizations_bound_to_it()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        var (foreignKey, foreignUser, foreignOrganization) = await _server.AddMemberAsync("other", OrganizationRole.Owner);
        var foreignProject = (await _server.PostAsync("/v1/project", """{"name":"theirs"}""", foreignKey)).GetProperty("id").GetGuid();

        Assert.False((await plane.CallAsync(PlaneRoutes.Introspect, new IntrospectKey(KeyDigest.Of(foreignKey)))).IsActive);
        Assert.Equal(MetadataOutcome.NotFound, (await plane.CallAsync(PlaneRoutes.GetObject, new ObjectKey(ResourceType.Project, foreignProject, foreignUser))).Outcome);
        Assert.Equal(MetadataOutcome.NotFound, (await plane.CallAsync(PlaneRoutes.DeleteObject, new ObjectKey(ResourceType.Project, foreignProject, foreignUser))).Outcome);
        Assert.Empty((await plane.CallAsync(PlaneRoutes.ListOrganizations, new ListIdentities(foreignUser, [foreignOrganization]))).Records);
        Assert.Empty((await plane.CallAsync(PlaneRoutes.ListUsers, new ListIdentities(foreignUser, [foreignOrganization]))).Records);
        var query = new ObjectQuery { Type = ResourceType.Project, ActorId = foreignUser, OrganizationIds = [foreignOrganization] };
        Assert.Empty((await plane.CallAsync(PlaneRoutes.ListObjects, query)).Records);
        var register = new RegisterObject
        {
            Type = ResourceType.Project,
            Id = Guid.NewGuid(),
            ActorId = foreignUser,
            OrganizationId = foreignOrganization,
            OnConflict = NameConflict.ReturnExisting,
            Name = MetadataName.Create("intruder"),
        };
        Assert.Equal(MetadataOutcome.OrganizationNotServed, (await plane.CallAsync(PlaneRoutes.RegisterObject, register)).Outcome);
    }

    [Fact]
    public async Task A_plane_can_do_no_more_than_the_user_it_acts_for()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        var (_, viewer, organization) = await _server.AddMemberAsync("local", OrganizationRole.Viewer);
        var register = new RegisterObject
        {
            Type = ResourceType.Project,
            Id = Guid.NewGuid(),
            ActorId = viewer,
            OrganizationId = organization,
            OnConflict = NameConflict.ReturnExisting,
            Name = MetadataName.Create("p"),
        };

        Assert.Equal(MetadataOutcome.Forbidden, (await plane.CallAsync(PlaneRoutes.RegisterObject, register)).Outcome);
        Assert.Equal(MetadataOutcome.Forbidden, (await plane.CallAsync(PlaneRoutes.RegisterObject, register with { ActorId = Guid.NewGuid() })).Outcome);
    }

    [Fact]
    public async Task A_body_with_more_than_the_contract_is_refused_and_kept_nowhere()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        using var request = new HttpRequestMessage(HttpMethod.Post, PlaneRoutes.Introspect.Path);
        request.Content = new StringContent($$"""{"digest":"{{KeyDigest.Of("k").Hex}}","note":"canary"}""", Encoding.UTF8, "application/json");
        var probe = await plane.SendAsync(PlaneRoutes.Introspect, new IntrospectKey(KeyDigest.Of("k")));
        request.Headers.Authorization = probe.RequestMessage!.Headers.Authorization;

        var answer = await _server.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("canary", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.False(_server.IsOnDisk("canary"));
    }

    [Fact]
    public async Task A_session_is_checked_live()
    {
        var plane = await TestDataPlane.JoinAsync(_server);
        var cookie = await _server.LogInAsync();
        var answer = await _server.JsonAsync(
            HttpMethod.Post, "/ui/token", $$"""{"org_id":"{{plane.OrganizationId:D}}"}""", key: null, cookie: cookie, origin: _server.Origin);
        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(answer.GetProperty("token").GetString());
        var check = new CheckCaller(Guid.Parse(token.Subject), Guid.Parse(token.GetPayloadValue<string>("sid")), plane.OrganizationId);

        Assert.True((await plane.CallAsync(PlaneRoutes.CheckCaller, check)).IsActive);
        await _server.SendAsync(HttpMethod.Delete, "/ui/session", key: null, cookie: cookie, origin: _server.Origin);
        Assert.False((await plane.CallAsync(PlaneRoutes.CheckCaller, check)).IsActive);
    }

    [Fact]
    public async Task Announcing_moves_the_plane()
    {
        var plane = await TestDataPlane.JoinAsync(_server);

        await plane.CallAsync(PlaneRoutes.Announce, new AnnouncePlane(PlaneUrl.Create("http://moved.example.test")));

        var organization = (await _server.PostAsync("/api/apikey/login", "")).GetProperty("org_info")[0];
        Assert.Equal("http://moved.example.test", organization.GetProperty("api_url").GetString());
    }

    private async Task<HttpStatusCode> EnrollAsync(EnrollmentCode code)
    {
        var key = Es256.PublicKey(Es256.PrivateKey(Es256.NewPrivatePem(), "identity"));
        var request = new EnrollPlane(code, key, PlaneUrl.Create(TestDataPlane.DefaultApiUrl));
        return (await _server.Http.PostAsJsonAsync(PlaneRoutes.Enroll.Path, request, PlaneJson.Default.EnrollPlane, Token)).StatusCode;
    }
}
