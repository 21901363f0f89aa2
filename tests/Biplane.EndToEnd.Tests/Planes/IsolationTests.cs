using System.Net;
using Biplane.EndToEnd.Tests.Testing;
using Biplane.Hosting.Sqlite;
using Biplane.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.EndToEnd.Tests.Planes;

/// <summary>
/// One data plane, two organizations, one person who belongs to both, and a key for each. A key reaches its own organization only, whatever
/// else its user may do.
/// </summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private PlanesInProcess _planes = null!;
    private string _otherKey = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _planes = await PlanesInProcess.StartAsync();
        var other = await AddOrganizationAsync();

        // A data plane learns of organizations when it announces itself.
        await _planes.RestartAsync();
        _otherKey = await MakeKeyAsync(other);
    }

    public ValueTask DisposeAsync() => _planes.DisposeAsync();

    [Fact]
    public async Task A_key_of_one_organization_cannot_touch_the_other()
    {
        var made = await _planes.PostAsync("/api/experiment/register", """{"project_name":"p","experiment_name":"e","description":"canary"}""");
        var experiment = made.GetProperty("experiment").GetProperty("id").GetString()!;
        var project = made.GetProperty("project").GetProperty("id").GetString()!;
        (HttpMethod Method, string Path, string? Body)[] tries =
        [
            (HttpMethod.Get, $"/v1/project/{project}", null),
            (HttpMethod.Get, $"/v1/experiment/{experiment}", null),
            (HttpMethod.Patch, $"/v1/project/{project}", """{"name":"stolen"}"""),
            (HttpMethod.Patch, $"/v1/experiment/{experiment}", """{"description":"stolen"}"""),
            (HttpMethod.Delete, $"/v1/experiment/{experiment}", null),
            (HttpMethod.Delete, $"/v1/project/{project}", null),
            (HttpMethod.Get, $"/api/project?id={project}", null),
            (HttpMethod.Post, "/api/experiment/register", $$"""{"project_id":"{{project}}","experiment_name":"x"}"""),
            (HttpMethod.Post, "/api/base_experiment/get_id", $$"""{"id":"{{experiment}}"}"""),
            (HttpMethod.Post, "/logs3", $$"""{"rows":[{"id":"r","project_id":"{{project}}","log_id":"g","input":1}],"api_version":2}"""),
            (HttpMethod.Post, $"/v1/experiment/{experiment}/insert", """{"events":[{"id":"r","input":1}]}"""),
            (HttpMethod.Post, $"/v1/project_logs/{project}/fetch", "{}"),
            (HttpMethod.Get, $"/v1/experiment/{experiment}/summarize", null),
        ];

        foreach (var (method, path, body) in tries)
        {
            var answer = await _planes.SendAsync(method, path, body, _otherKey);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode} {text}");
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        }

        Assert.Equal("canary", (await _planes.GetAsync($"/v1/experiment/{experiment}")).GetProperty("description").GetString());
        Assert.Equal("p", (await _planes.GetAsync($"/v1/project/{project}")).GetProperty("name").GetString());
        Assert.Empty((await _planes.JsonAsync(HttpMethod.Get, "/v1/project", key: _otherKey)).GetProperty("objects").EnumerateArray());
        Assert.Empty((await _planes.JsonAsync(HttpMethod.Get, $"/v1/experiment?ids={experiment}", key: _otherKey)).GetProperty("objects").EnumerateArray());
        Assert.Equal(
            "other", (await _planes.JsonAsync(HttpMethod.Post, "/api/apikey/login", key: _otherKey)).GetProperty("org_info")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_key_neither_sees_nor_revokes_the_keys_of_the_other_organization()
    {
        var own = (await _planes.GetAsync("/v1/api_key")).GetProperty("objects")[0].GetProperty("id").GetString();

        var seen = (await _planes.JsonAsync(HttpMethod.Get, "/v1/api_key", key: _otherKey)).GetProperty("objects").EnumerateArray();
        Assert.DoesNotContain(own, seen.Select(k => k.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await _planes.SendAsync(HttpMethod.Delete, $"/v1/api_key/{own}", key: _otherKey)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _planes.SendAsync(HttpMethod.Get, "/ping")).StatusCode);
    }

    [Fact]
    public async Task A_key_of_an_organization_that_is_served_elsewhere_is_told_where()
    {
        await MoveAsync(dataPlane: "ffffffff-0000-4000-8000-000000000001");

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/ping"), (HttpMethod.Post, "/logs3"), (HttpMethod.Post, "/api/apikey/login"), (HttpMethod.Get, "/v1/project") })
        {
            var answer = await _planes.SendAsync(method, path, method == HttpMethod.Post ? """{"rows":[]}""" : null, _otherKey);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.Contains("http://elsewhere.test", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await _planes.SendAsync(HttpMethod.Get, "/ping")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _planes.SendAsync(HttpMethod.Get, "/ping", key: "sk-of-nobody-0123456789012345678901234567890")).StatusCode);
    }

    [Fact]
    public async Task A_key_of_an_organization_that_is_served_nowhere_is_a_421_too()
    {
        await MoveAsync(dataPlane: null);

        var answer = await _planes.SendAsync(HttpMethod.Get, "/ping", key: _otherKey);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.DoesNotContain("http://", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_does_not_allow_is_not_served_whatever_the_control_plane_says()
    {
        await using var server = await ServerProcess.StartAsync(
            null, new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_ALLOWED_ORG_IDS"] = Guid.NewGuid().ToString("D") }, Token);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await server.Http.GetAsync(new Uri("/ping", UriKind.Relative), Token)).StatusCode);
    }

    // As if the organization had been moved to another data plane.
    private Task<int> MoveAsync(string? dataPlane) => _planes.Server.Control!.Services.GetRequiredService<SqliteDatabase>().WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO data_planes (id, api_url, x, y, created, last_seen)
            SELECT 'ffffffff-0000-4000-8000-000000000001', 'http://elsewhere.test', x, y, created, last_seen FROM data_planes LIMIT 1;
            UPDATE organizations SET data_plane_id = @Id WHERE name = 'other';
            """,
            new { Id = dataPlane },
            transaction),
        Token);

    private async Task<string> AddOrganizationAsync()
    {
        var id = Guid.NewGuid().ToString("D");
        await _planes.Server.Control!.Services.GetRequiredService<SqliteDatabase>().WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO organizations (id, name, created, data_plane_id) SELECT @Id, 'other', created + 1, data_plane_id FROM organizations;
                INSERT INTO memberships (org_id, user_id, role, created) SELECT @Id, user_id, role, created FROM memberships;
                """,
                new { Id = id },
                transaction),
            Token);
        return id;
    }

    private async Task<string> MakeKeyAsync(string organization)
    {
        var link = await _planes.Server.Commands!.LinkAsync(Token);
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        var session = await _planes.SendAsync(HttpMethod.Post, _planes.AppUrl + "/ui/session", $$"""{"token":"{{token}}"}""", key: null, origin: _planes.AppUrl);
        var made = await _planes.JsonAsync(
            HttpMethod.Post,
            _planes.AppUrl + "/ui/api-keys",
            $$"""{"name":"other","org_id":"{{organization}}"}""",
            key: null,
            origin: _planes.AppUrl,
            cookie: session.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return made.GetProperty("key").GetString()!;
    }
}
