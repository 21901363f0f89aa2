using System.Net;
using System.Text.Json;
using Biplane.EndToEnd.Tests.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Planes;

/// <summary>Both SDK addresses point at the data plane: it answers everything and keeps what is its own.</summary>
public sealed class ConstrainedModeTests : IAsyncLifetime
{
    private PlanesInProcess _planes = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _planes = await PlanesInProcess.StartAsync();

    public ValueTask DisposeAsync() => _planes.DisposeAsync();

    [Fact]
    public async Task Every_data_field_comes_back_and_none_reaches_the_control_plane()
    {
        var made = await _planes.PostAsync(
            "/api/experiment/register",
            """
            {"project_name":"p","experiment_name":"e","description":"canary-description","metadata":{"k":"canary-metadata","n":1.10},"tags":["canary-tag"],
             "repo_info":{"commit":"canary-commit","branch":"canary-branch"},"ancestor_commits":["canary-ancestor"],"internal_metadata":{"dataset_filter":"canary-filter"}}
            """);
        var project = made.GetProperty("project").GetProperty("id").GetString();
        await _planes.JsonAsync(HttpMethod.Patch, $"/v1/project/{project}", """{"description":"canary-project","settings":{"comparison_key":"canary-key"}}""");
        var dataset = await _planes.PostAsync(
            "/api/dataset/register", """{"project_name":"p","dataset_name":"d","description":"canary-dataset","metadata":{"a":"canary-dataset-metadata"}}""");
        await _planes.PostAsync(
            "/api/dataset_snapshot/register",
            $$"""{"dataset_id":"{{Id(dataset, "dataset")}}","dataset_snapshot_name":"s","description":"canary-snapshot","xact_id":"1000198257181261827"}""");

        var experiment = await _planes.GetAsync($"/v1/experiment/{Id(made, "experiment")}");
        Assert.Equal("canary-description", experiment.GetProperty("description").GetString());
        Assert.Equal("""{"k":"canary-metadata","n":1.10}""", experiment.GetProperty("metadata").GetRawText());
        Assert.Equal("canary-commit", experiment.GetProperty("commit").GetString());
        Assert.Equal("canary-branch", experiment.GetProperty("repo_info").GetProperty("branch").GetString());
        Assert.Equal("canary-key", (await _planes.GetAsync($"/v1/project/{project}")).GetProperty("settings").GetProperty("comparison_key").GetString());
        Assert.True(_planes.IsOnDisk("data", "canary-metadata"));
        Assert.False(_planes.IsOnDisk("control", "canary"));
    }

    [Fact]
    public async Task A_generated_name_tells_nothing_of_git()
    {
        var made = await _planes.PostAsync("/api/experiment/register", """{"project_name":"p","repo_info":{"branch":"canary-branch"}}""");

        Assert.DoesNotContain("canary", made.GetProperty("experiment").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.False(_planes.IsOnDisk("control", "canary"));
    }

    [Fact]
    public async Task The_base_is_the_named_one_else_by_ancestry_else_the_newest_earlier_one()
    {
        var a = await ExperimentAsync("""{"project_name":"p","experiment_name":"a","repo_info":{"commit":"c1"}}""");
        var b = await ExperimentAsync("""{"project_name":"p","experiment_name":"b","repo_info":{"commit":"c2"}}""");
        var named = await ExperimentAsync("""{"project_name":"p","experiment_name":"named","base_experiment":"a"}""");
        var related = await ExperimentAsync("""{"project_name":"p","experiment_name":"related","ancestor_commits":["c0","c1","c2"]}""");
        var alone = await ExperimentAsync("""{"project_name":"p","experiment_name":"alone","ancestor_commits":["c9"]}""");

        Assert.Equal(a, await BaseAsync(b));
        Assert.Equal(a, await BaseAsync(named));
        Assert.Equal(a, await BaseAsync(related));
        Assert.Equal(related, await BaseAsync(alone));
        Assert.Null(await BaseAsync(a));

        await _planes.JsonAsync(HttpMethod.Delete, $"/v1/experiment/{a}");
        Assert.Equal(named, await BaseAsync(related));
    }

    [Fact]
    public async Task A_patch_merges_objects_and_keeps_the_rest()
    {
        var id = await ExperimentAsync("""{"project_name":"p","experiment_name":"e","description":"d","metadata":{"a":1,"b":{"c":2}}}""");

        var patched = await _planes.JsonAsync(HttpMethod.Patch, $"/v1/experiment/{id}", """{"name":"f","metadata":{"b":{"d":3}}}""");

        Assert.Equal("f", patched.GetProperty("name").GetString());
        Assert.Equal("d", patched.GetProperty("description").GetString());
        Assert.Equal("""{"a":1,"b":{"c":2,"d":3}}""", patched.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task An_existing_thing_is_returned_unmodified()
    {
        await _planes.PostAsync("/api/dataset/register", """{"project_name":"p","dataset_name":"d","description":"first"}""");

        var again = await _planes.PostAsync("/api/dataset/register", """{"project_name":"p","dataset_name":"d","description":"second"}""");

        Assert.True(again.GetProperty("found_existing").GetBoolean());
        Assert.Equal("first", again.GetProperty("dataset").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Put_takes_the_given_fields()
    {
        await _planes.PostAsync("/v1/project", """{"name":"p","description":"first"}""");

        var put = await _planes.JsonAsync(HttpMethod.Put, "/v1/project", """{"name":"p","description":"second"}""");

        Assert.Equal("second", put.GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_key_made_at_the_data_plane_works_and_the_control_plane_never_saw_it()
    {
        var key = (await _planes.PostAsync("/v1/api_key", """{"name":"ci","org_name":"local"}""")).GetProperty("key").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await _planes.SendAsync(HttpMethod.Post, "/api/apikey/login", key: key)).StatusCode);
        Assert.False(_planes.IsOnDisk("", key));
    }

    [Fact]
    public async Task A_browser_logs_in_and_reads_at_the_data_plane_with_a_short_token()
    {
        var link = await _planes.Server.Commands!.LinkAsync(Token);
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        var session = await _planes.SendAsync(HttpMethod.Post, _planes.AppUrl + "/ui/session", $$"""{"token":"{{token}}"}""", key: null, origin: _planes.AppUrl);
        var cookie = session.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var me = await _planes.JsonAsync(HttpMethod.Get, _planes.AppUrl + "/ui/me", key: null, cookie: cookie);
        var organization = me.GetProperty("organizations")[0];
        Assert.Equal(_planes.ApiUrl, organization.GetProperty("api_url").GetString());

        var issued = await _planes.JsonAsync(
            HttpMethod.Post, _planes.AppUrl + "/ui/token", $$"""{"org_id":"{{organization.GetProperty("id").GetString()}}"}""", key: null, origin: _planes.AppUrl, cookie: cookie);

        var read = await _planes.SendAsync(HttpMethod.Get, "/v1/project", key: issued.GetProperty("token").GetString(), origin: _planes.AppUrl);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(_planes.AppUrl, read.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var changed = issued.GetProperty("token").GetString()![..^4] + "AAAA";
        Assert.Equal(HttpStatusCode.Unauthorized, (await _planes.SendAsync(HttpMethod.Get, "/v1/project", key: changed)).StatusCode);
    }

    [Fact]
    public async Task A_printed_link_leads_to_its_page_with_nothing_in_the_address_that_servers_see()
    {
        var answer = await _planes.SendAsync(HttpMethod.Get, "/app/local/p/a%20b/logs?oid=row%2F1", key: null);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"{_planes.AppUrl}/#/app/local/p/a%20b/logs?oid=row%2F1", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Log_in_names_the_git_facts_but_not_the_diff()
    {
        var organization = (await _planes.PostAsync("/api/apikey/login", "")).GetProperty("org_info")[0];

        var git = organization.GetProperty("git_metadata");
        Assert.Equal(["collect", "fields"], git.EnumerateObject().Select(p => p.Name));
        Assert.DoesNotContain("git_diff", git.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(_planes.ApiUrl, organization.GetProperty("api_url").GetString());
        Assert.Equal(_planes.ApiUrl, organization.GetProperty("proxy_url").GetString());
    }

    [Fact]
    public async Task An_object_is_described_with_its_parents()
    {
        var dataset = Id(await _planes.PostAsync("/api/dataset/register", """{"project_name":"p","dataset_name":"d"}"""), "dataset");

        var info = await _planes.PostAsync("/api/self/get_object_info", $$"""{"object_type":"dataset","object_ids":["{{dataset}}","{{Guid.NewGuid():D}}"]}""");

        Assert.Equal(1, info.GetArrayLength());
        Assert.Equal("d", info[0].GetProperty("object_name").GetString());
        Assert.Equal("p", info[0].GetProperty("parent_cols").GetProperty("project").GetProperty("name").GetString());
    }

    private async Task<string> ExperimentAsync(string body) => Id(await _planes.PostAsync("/api/experiment/register", body), "experiment");

    private async Task<string?> BaseAsync(string experiment)
    {
        var answer = await _planes.SendAsync(HttpMethod.Post, "/api/base_experiment/get_id", $$"""{"id":"{{experiment}}"}""");
        return answer.StatusCode == HttpStatusCode.BadRequest
            ? null
            : JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("base_exp_id").GetString();
    }

    private static string Id(JsonElement answer, string member) => answer.GetProperty(member).GetProperty("id").GetString()!;
}
