using System.Net;
using System.Text.Json;
using Biplane.ControlPlane.Tests.Testing;
using Xunit;

namespace Biplane.ControlPlane.Tests.Objects;

public sealed class CrudTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Posting_a_taken_name_returns_the_existing_one_and_says_so()
    {
        var made = await _server.PostAsync("/v1/project", """{"name":"p"}""");
        var again = await _server.SendAsync(HttpMethod.Post, "/v1/project", """{"name":"p"}""");

        Assert.Equal("true", again.Headers.GetValues("x-bt-found-existing").Single());
        Assert.Equal(made.GetProperty("id").GetString(), (await BodyAsync(again)).GetProperty("id").GetString());
        var fresh = await _server.SendAsync(HttpMethod.Post, "/v1/project", """{"name":"q"}""");
        Assert.False(fresh.Headers.Contains("x-bt-found-existing"));
    }

    [Fact]
    public async Task Ensure_new_makes_another_one_with_a_suffix()
    {
        var project = (await _server.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString();
        var first = await _server.PostAsync("/v1/experiment", $$"""{"project_id":"{{project}}","name":"e"}""");
        var second = await _server.PostAsync("/v1/experiment", $$"""{"project_id":"{{project}}","name":"e","ensure_new":true}""");

        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Matches("^e-[0-9a-f]{8}$", second.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Lists_are_newest_first_and_page_both_ways_without_gaps()
    {
        var project = (await _server.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add((await _server.PostAsync("/v1/experiment", $$"""{"project_id":"{{project}}","name":"e{{i}}"}""")).GetProperty("id").GetString()!);
        }

        made.Reverse();

        Assert.Equal(made, await IdsAsync($"/v1/experiment?project_id={project}"));
        Assert.Equal(made[2..4], await IdsAsync($"/v1/experiment?project_id={project}&limit=2&starting_after={made[1]}"));
        Assert.Equal(made[2..4], await IdsAsync($"/v1/experiment?project_name=p&limit=2&ending_before={made[4]}"));
        Assert.Empty(await IdsAsync($"/v1/experiment?project_id={project}&starting_after={made[^1]}"));
        Assert.Equal([made[0], made[5]], await IdsAsync($"/v1/experiment?ids={made[5]}&ids={made[0]}"));
        Assert.Equal([made[6]], await IdsAsync("/v1/experiment?experiment_name=e0&org_name=local"));
        Assert.Empty(await IdsAsync("/v1/experiment?limit=0"));
    }

    [Fact]
    public async Task A_page_goes_on_after_its_last_row_was_deleted()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await _server.PostAsync("/v1/project", $$"""{"name":"p{{i}}"}""")).GetProperty("id").GetString()!);
        }

        await _server.JsonAsync(HttpMethod.Delete, $"/v1/project/{ids[1]}");

        Assert.Equal([ids[0]], await IdsAsync($"/v1/project?starting_after={ids[1]}"));
    }

    [Fact]
    public async Task A_deleted_thing_is_returned_once_and_then_gone_and_its_name_is_free()
    {
        var id = (await _server.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString();
        var experiment = (await _server.PostAsync("/v1/experiment", $$"""{"project_id":"{{id}}","name":"e"}""")).GetProperty("id").GetString();

        Assert.Equal("2026-11-23T12:00:00.000Z", (await _server.JsonAsync(HttpMethod.Delete, $"/v1/project/{id}")).GetProperty("deleted_at").GetString());
        Assert.Empty(await IdsAsync("/v1/project?project_name=p"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(HttpMethod.Get, $"/v1/project/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(HttpMethod.Delete, $"/v1/project/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(HttpMethod.Get, $"/v1/experiment/{experiment}")).StatusCode);
        Assert.NotEqual(id, (await _server.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_rename_to_a_taken_name_is_refused()
    {
        await _server.PostAsync("/v1/project", """{"name":"p"}""");
        var id = (await _server.PostAsync("/v1/project", """{"name":"q"}""")).GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.BadRequest, (await _server.SendAsync(HttpMethod.Patch, $"/v1/project/{id}", """{"name":"p"}""")).StatusCode);
        Assert.Equal("r", (await _server.JsonAsync(HttpMethod.Patch, $"/v1/project/{id}", """{"name":"r"}""")).GetProperty("name").GetString());
        Assert.Equal("r", (await _server.JsonAsync(HttpMethod.Patch, $"/v1/project/{id}", """{"name":"r"}""")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("GET", "/v1/project/not-a-uuid", null)]
    [InlineData("GET", "/v1/project?ids=nope", null)]
    [InlineData("GET", "/v1/project?limit=-1", null)]
    [InlineData("GET", "/v1/project?org_name=elsewhere", null)]
    [InlineData("POST", "/v1/project", "{}")]
    [InlineData("POST", "/v1/project", "{broken")]
    [InlineData("POST", "/v1/project", """{"name":7}""")]
    [InlineData("POST", "/v1/experiment", """{"name":"no project"}""")]
    [InlineData("POST", "/v1/dataset_snapshot", """{"name":"s"}""")]
    [InlineData("PATCH", "/v1/dataset/00000000-0000-4000-8000-000000000000", """{"name":"x"}""")]
    public async Task Wrong_input_is_400_with_a_text(string method, string path, string? body)
    {
        var answer = await _server.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Keys_are_made_listed_without_the_key_and_revoked()
    {
        var made = await _server.PostAsync("/v1/api_key", """{"name":"ci"}""");
        var key = made.GetProperty("key").GetString()!;

        Assert.Equal("local", (await _server.PostAsync("/api/apikey/login", "", key)).GetProperty("org_info")[0].GetProperty("name").GetString());
        var listed = (await _server.GetAsync("/v1/api_key?api_key_name=ci")).GetProperty("objects")[0];
        Assert.False(listed.TryGetProperty("key", out _));
        Assert.StartsWith(listed.GetProperty("preview_name").GetString()!.TrimEnd('*'), key, StringComparison.Ordinal);
        await _server.JsonAsync(HttpMethod.Delete, $"/v1/api_key/{listed.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.SendAsync(HttpMethod.Get, "/v1/project", key: key)).StatusCode);
    }

    private async Task<List<string>> IdsAsync(string path) =>
        [.. (await _server.GetAsync(path)).GetProperty("objects").EnumerateArray().Select(o => o.GetProperty("id").GetString()!)];

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
}
