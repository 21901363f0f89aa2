using System.Net;
using Biplane.ControlPlane.Tests.Testing;
using Xunit;

namespace Biplane.ControlPlane.Tests.Objects;

/// <summary>An SDK whose app URL is the control plane itself sends more than the control plane may know.</summary>
public sealed class NormalModeTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Data_fields_are_dropped_named_and_nowhere_on_disk()
    {
        var answer = await _server.SendAsync(
            HttpMethod.Post,
            "/api/experiment/register",
            """
            {"project_name":"p","experiment_name":"e","description":"canary-description","metadata":{"k":"canary-metadata"},"tags":["canary-tag"],
             "repo_info":{"commit":"canary-commit","git_diff":"canary-diff"},"ancestor_commits":["canary-ancestor"],"internal_metadata":{"f":"canary-filter"}}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            ["ancestor_commits", "description", "internal_metadata", "metadata", "repo_info", "tags"],
            answer.Headers.GetValues("x-biplane-dropped").Single().Split(',').Order());
        Assert.DoesNotContain("canary", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(_server.IsOnDisk("canary"));
        Assert.True(_server.IsOnDisk("experiments"));
    }

    [Fact]
    public async Task A_patch_of_data_fields_changes_nothing_here()
    {
        var id = (await _server.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString();

        var answer = await _server.SendAsync(HttpMethod.Patch, $"/v1/project/{id}", """{"description":"canary","settings":{"comparison_key":"canary"}}""");

        Assert.Equal("description,settings", answer.Headers.GetValues("x-biplane-dropped").Single());
        Assert.False(_server.IsOnDisk("canary"));
    }

    [Theory]
    [InlineData("/api/project/register", """{"project_name":"p","rows":[{"input":"canary"}]}""")]
    [InlineData("/v1/experiment", """{"project_name":"p","events":[{"input":"canary"}]}""")]
    public async Task A_body_with_rows_is_refused(string path, string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(HttpMethod.Post, path, body)).StatusCode);
        Assert.False(_server.IsOnDisk("canary"));
    }

    [Theory]
    [InlineData("/logs3")]
    [InlineData("/btql")]
    [InlineData("/v1/experiment/00000000-0000-4000-8000-000000000000/insert")]
    [InlineData("/api/secret")]
    public async Task Data_routes_do_not_exist_here(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _server.SendAsync(HttpMethod.Post, path, """{"rows":[]}""")).StatusCode);

    [Fact]
    public async Task Log_in_tells_sdks_to_collect_no_git_facts()
    {
        var organization = (await _server.PostAsync("/api/apikey/login", "")).GetProperty("org_info")[0];

        Assert.Equal("""{"collect":"none","fields":[]}""", organization.GetProperty("git_metadata").GetRawText());
    }

    [Fact]
    public async Task A_key_in_the_body_logs_in_too()
    {
        var answer = await _server.JsonAsync(HttpMethod.Post, "/api/apikey/login", $$"""{"token":"{{ControlServer.Key}}"}""", key: null);

        Assert.Equal("local", answer.GetProperty("org_name").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Post, "/api/apikey/login", """{"token":"sk-wrong"}""", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Post, "/api/apikey/login", key: null)).StatusCode);
    }

    [Fact]
    public void The_key_is_not_on_disk() => Assert.False(_server.IsOnDisk(ControlServer.Key));
}
