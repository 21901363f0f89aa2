using System.Net;
using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Objects;
using Biplane.ControlPlane.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.ControlPlane.Tests.Objects;

public sealed class RegisterTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_project_is_made_once()
    {
        var first = await _server.PostAsync("/api/project/register", """{"project_name":"p"}""");
        var again = await _server.PostAsync("/api/project/register", """{"project_name":"p"}""");

        Assert.False(first.GetProperty("found_existing").GetBoolean());
        Assert.True(again.GetProperty("found_existing").GetBoolean());
        Assert.Equal(Id(first, "project"), Id(again, "project"));
    }

    [Fact]
    public async Task A_taken_experiment_name_gets_a_suffix_unless_the_run_goes_on()
    {
        var first = await ExperimentAsync("""{"project_name":"p","experiment_name":"e"}""");
        var second = await ExperimentAsync("""{"project_name":"p","experiment_name":"e"}""");
        var third = await ExperimentAsync("""{"project_name":"p","experiment_name":"e","update":true}""");

        Assert.Equal("e", first.GetProperty("name").GetString());
        Assert.Matches("^e-[0-9a-f]{8}$", second.GetProperty("name").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), third.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Without_a_name_one_is_made_up()
    {
        var first = await ExperimentAsync("""{"project_name":"p","repo_info":{"branch":"secret-branch"}}""");

        Assert.Matches("^[a-z]+-[a-z]+-[0-9a-f]{4}$", first.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Explicit_nulls_count_as_absent()
    {
        var made = await ExperimentAsync(
            """{"project_name":"p","project_id":null,"experiment_name":"e","update":null,"base_experiment":null,"dataset_id":null,"public":null}""");

        Assert.Equal("e", made.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_base_is_found_by_name_or_id_in_the_same_project_only()
    {
        var basis = await ExperimentAsync("""{"project_name":"p","experiment_name":"base"}""");
        var id = basis.GetProperty("id").GetString();

        Assert.Equal(id, (await ExperimentAsync("""{"project_name":"p","base_experiment":"base"}""")).GetProperty("base_exp_id").GetString());
        Assert.Equal(id, (await ExperimentAsync($$"""{"project_name":"p","base_exp_id":"{{id}}"}""")).GetProperty("base_exp_id").GetString());
        foreach (var body in new[] { """{"project_name":"p","base_experiment":"nope"}""", """{"project_name":"q","base_experiment":"base"}""", $$"""{"project_name":"q","base_exp_id":"{{id}}"}""" })
        {
            var refused = await _server.SendAsync(HttpMethod.Post, "/api/experiment/register", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("base experiment", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_control_plane_knows_named_bases_only()
    {
        await ExperimentAsync("""{"project_name":"p","experiment_name":"base"}""");
        var named = await ExperimentAsync("""{"project_name":"p","base_experiment":"base"}""");
        var alone = await ExperimentAsync("""{"project_name":"p"}""");

        var found = await _server.PostAsync("/api/base_experiment/get_id", $$"""{"id":"{{named.GetProperty("id").GetString()}}"}""");
        Assert.Equal("base", found.GetProperty("base_exp_name").GetString());
        var none = await _server.SendAsync(HttpMethod.Post, "/api/base_experiment/get_id", $$"""{"id":"{{alone.GetProperty("id").GetString()}}"}""");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Fifty_at_once_make_one_project_and_fifty_experiments()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            _server.PostAsync("/api/experiment/register", """{"project_name":"race","experiment_name":"e"}""")));

        Assert.Single(answers.Select(a => Id(a, "project")).Distinct());
        Assert.Equal(50, answers.Select(a => Id(a, "experiment")).Distinct().Count());
        Assert.Equal(50, answers.Select(a => a.GetProperty("experiment").GetProperty("name").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task The_same_call_again_gets_the_same_answer()
    {
        var project = await _server.PostAsync("/api/project/register", """{"project_name":"p"}""");
        var record = project.GetProperty("project");
        var request = new RegisterObject
        {
            Type = ResourceType.Experiment,
            Id = Guid.NewGuid(),
            ActorId = record.GetProperty("user_id").GetGuid(),
            OrganizationId = record.GetProperty("org_id").GetGuid(),
            OnConflict = NameConflict.AddSuffix,
            Name = MetadataName.Create("once"),
            ProjectId = record.GetProperty("id").GetGuid(),
        };
        var store = _server.Host.Services.GetRequiredService<ObjectStore>();

        var first = await store.RegisterAsync(request, served: null, Token);
        var again = await store.RegisterAsync(request, served: null, Token);

        Assert.Equal(MetadataOutcome.Done, again.Outcome);
        Assert.Equal(first.Record, again.Record);
        Assert.Single((await _server.GetAsync("/v1/experiment?experiment_name=once")).GetProperty("objects").EnumerateArray());
    }

    [Fact]
    public async Task A_viewer_reads_and_makes_nothing()
    {
        var (viewer, _, _) = await _server.AddMemberAsync("local", OrganizationRole.Viewer);
        await _server.PostAsync("/api/project/register", """{"project_name":"p"}""");

        Assert.Single((await _server.GetAsync("/v1/project", viewer)).GetProperty("objects").EnumerateArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await _server.SendAsync(HttpMethod.Post, "/api/project/register", """{"project_name":"q"}""", viewer)).StatusCode);
    }

    [Fact]
    public async Task Another_organization_sees_nothing_and_cannot_tell_missing_from_foreign()
    {
        var (foreign, _, _) = await _server.AddMemberAsync("other", OrganizationRole.Owner);
        var id = Id(await _server.PostAsync("/api/project/register", """{"project_name":"p"}"""), "project");

        Assert.Empty((await _server.GetAsync("/v1/project", foreign)).GetProperty("objects").EnumerateArray());
        foreach (var (method, path) in new[] { (HttpMethod.Get, $"/v1/project/{id}"), (HttpMethod.Delete, $"/v1/project/{id}"), (HttpMethod.Get, $"/api/project?id={id}") })
        {
            var real = await _server.SendAsync(method, path, key: foreign);
            var missing = await _server.SendAsync(method, path.Replace(id, Guid.Empty.ToString("D"), StringComparison.Ordinal), key: foreign);
            Assert.Equal(HttpStatusCode.BadRequest, real.StatusCode);
            Assert.Equal(
                (await real.Content.ReadAsStringAsync(Token)).Replace(id, Guid.Empty.ToString("D"), StringComparison.Ordinal),
                await missing.Content.ReadAsStringAsync(Token));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(
            HttpMethod.Post, "/api/experiment/register", $$"""{"project_id":"{{id}}"}""", foreign)).StatusCode);
    }

    [Fact]
    public async Task Snapshots_are_named_versions()
    {
        var dataset = Id(await _server.PostAsync("/api/dataset/register", """{"project_name":"p","dataset_name":"d"}"""), "dataset");
        var made = (await _server.PostAsync(
            "/api/dataset_snapshot/register", $$"""{"dataset_id":"{{dataset}}","dataset_snapshot_name":"gold","xact_id":"1000198257181261827"}""")).GetProperty("dataset_snapshot");

        Assert.Equal("1000198257181261827", made.GetProperty("xact_id").GetString());
        var found = await _server.PostAsync("/api/dataset_snapshot/get", $$"""{"dataset_id":"{{dataset}}","name":"gold"}""");
        Assert.Equal(made.GetProperty("id").GetString(), found[0].GetProperty("id").GetString());
        var renamed = await _server.PostAsync("/api/dataset_snapshot/patch_id", $$"""{"id":"{{made.GetProperty("id").GetString()}}","name":"silver"}""");
        Assert.Equal("silver", renamed.GetProperty("name").GetString());
        await _server.PostAsync("/api/dataset_snapshot/delete_id", $$"""{"id":"{{made.GetProperty("id").GetString()}}"}""");
        Assert.Equal(0, (await _server.PostAsync("/api/dataset_snapshot/get", $$"""{"dataset_id":"{{dataset}}"}""")).GetArrayLength());
    }

    private async Task<JsonElement> ExperimentAsync(string body) => (await _server.PostAsync("/api/experiment/register", body)).GetProperty("experiment");

    private static string Id(JsonElement answer, string member) => answer.GetProperty(member).GetProperty("id").GetString()!;
}
