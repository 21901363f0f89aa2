using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Ingest;

public sealed class Logs3Tests : LogsTestBase
{
    [Fact]
    public async Task A_row_is_readable_by_every_route_the_moment_it_was_answered()
    {
        var answer = await Server.PostJsonAsync("/logs3", Body("""{"id":"a","input":{"q":1},"tags":["t"]}"""));

        Assert.Equal("a", answer.GetProperty("ids")[0].GetString());
        var fetched = Assert.Single(await FetchAsync());
        var queried = Assert.Single(await QueryAsync());
        Assert.Equal("""{"q":1}""", fetched.GetProperty("input").GetRawText());
        Assert.Equal(answer.GetProperty("xact_id").GetString(), queried.GetProperty("_xact_id").GetString());
        Assert.Equal(fetched.GetRawText(), queried.GetRawText());
    }

    [Fact]
    public async Task A_row_comes_back_with_every_known_column_and_its_own_unknown_ones()
    {
        await Server.PostJsonAsync("/logs3", Body("""{"id":"a","my_own":{"x":[1]},"_audit_source":"app"}"""));

        var row = Assert.Single(await FetchAsync());

        foreach (var column in Biplane.Model.Rows.EventColumns.Of(ObjectKind.ProjectLogs))
        {
            Assert.True(row.TryGetProperty(column.Name, out _), column.Name);
        }

        Assert.Equal("""{"x":[1]}""", row.GetProperty("my_own").GetRawText());
        Assert.Equal("a", row.GetProperty("span_id").GetString());
        Assert.Equal("g", row.GetProperty("log_id").GetString());
        Assert.True(row.GetProperty("is_root").GetBoolean());
        Assert.Equal(People.Acme.ToString(), row.GetProperty("org_id").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("output").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(\d{3})?Z$", row.GetProperty("created").GetString());
    }

    [Fact]
    public async Task A_merge_row_changes_the_stored_row()
    {
        await Server.PostJsonAsync("/logs3", Body("""{"id":"a","input":"i","metadata":{"m":{"n":1,"keep":true}},"scores":{"s":0.25}}"""));
        await Server.PostJsonAsync("/logs3", Body("""{"id":"a","_is_merge":true,"metadata":{"m":{"n":2}},"scores":{"t":1},"expected":"e"}"""));

        var row = Assert.Single(await FetchAsync());

        Assert.Equal("i", row.GetProperty("input").GetString());
        Assert.Equal("""{"m":{"n":2,"keep":true}}""", row.GetProperty("metadata").GetRawText());
        Assert.Equal("""{"s":0.25,"t":1}""", row.GetProperty("scores").GetRawText());
    }

    [Fact]
    public async Task Rows_of_one_request_may_belong_to_different_objects()
    {
        var experiment = Server.Objects.Add(ObjectKind.Experiment, People.Acme);
        var dataset = Server.Objects.Add(ObjectKind.Dataset, People.Acme);

        var answer = await Server.PostJsonAsync(
            "/logs3",
            $$"""
            {"rows":[{"id":"l","project_id":"{{Logs.Id}}","log_id":"g"},{"id":"e","experiment_id":"{{experiment.Id}}","project_id":"{{Logs.Id}}"},
                     {"id":"d","dataset_id":"{{dataset.Id}}","input":1},{"id":"d","dataset_id":"{{dataset.Id}}","_is_merge":true,"expected":2}],"api_version":2}
            """);

        Assert.Equal(["l", "e", "d", "d"], answer.GetProperty("ids").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal("l", Assert.Single(await FetchAsync()).GetProperty("id").GetString());
        var record = Assert.Single((await Server.PostJsonAsync($"/v1/dataset/{dataset.Id}/fetch", "{}")).GetProperty("events").EnumerateArray());
        Assert.Equal(2, record.GetProperty("expected").GetInt32());
        Assert.Equal(dataset.Id.ToString(), record.GetProperty("dataset_id").GetString());
    }

    [Fact]
    public async Task No_rows_are_no_error()
    {
        var answer = await Server.PostJsonAsync("/logs3", """{"rows":[],"api_version":2}""");

        Assert.Empty(answer.GetProperty("ids").EnumerateArray());
        Assert.Equal(JsonValueKind.String, answer.GetProperty("xact_id").ValueKind);
    }

    [Fact]
    public async Task A_body_above_the_announced_size_goes_by_the_overflow_route()
    {
        var text = new string('x', 7_000_000);
        var announced = await Server.PostJsonAsync("/logs3/overflow", """{"content_type":"application/json","size_bytes":7000100,"rows":[]}""");
        var upload = await UploadAsync(announced, Body($$"""{"id":"big","output":"{{text}}"}"""));
        Assert.True(upload.IsSuccessStatusCode);

        var answer = await Server.PostJsonAsync("/logs3", Reference(announced));

        Assert.Equal("big", answer.GetProperty("ids")[0].GetString());
        Assert.Equal(text, Assert.Single(await FetchAsync()).GetProperty("output").GetString());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Server.Folder, "*", SearchOption.AllDirectories), f => f.Contains("/overflow/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_overflow_key_is_of_use_to_nobody_but_its_user_and_only_with_the_bytes()
    {
        var announced = await Server.PostJsonAsync("/logs3/overflow", """{"size_bytes":1}""");

        Assert.Equal(400, (int)(await Server.PostAsync("/logs3", Reference(announced))).StatusCode);
        await UploadAsync(announced, Body("""{"id":"a"}"""));
        Assert.Equal(403, (int)(await Server.PostAsync("/logs3", Reference(announced), People.Bob)).StatusCode);
        Assert.Equal(403, (int)(await Server.PostAsync("/logs3", """{"rows":{"type":"logs3_overflow","key":"overflow/made-up"}}""")).StatusCode);
        await Server.PostJsonAsync("/logs3", Reference(announced));
        Assert.Single(await FetchAsync());
    }

    [Fact]
    public async Task An_overflow_upload_that_is_announced_too_large_is_refused_at_once() =>
        Assert.Equal(413, (int)(await Server.PostAsync("/logs3/overflow", """{"size_bytes":999999999999}""")).StatusCode);

    private static string Reference(JsonElement announced) =>
        $$"""{"rows":{"type":"logs3_overflow","key":"{{announced.GetProperty("key").GetString()}}"},"api_version":2}""";

    private Task<HttpResponseMessage> UploadAsync(JsonElement announced, string body) =>
        Server.Http.PutAsync(new Uri(announced.GetProperty("signedUrl").GetString()!), new StringContent(body), Token);

    private string Body(params string[] rows) =>
        $$"""{"rows":[{{string.Join(',', rows.Select(r => $$"""{"project_id":"{{Logs.Id}}","log_id":"g",{{r.AsSpan(1)}}"""))}}],"api_version":2}""";

    private async Task<List<JsonElement>> FetchAsync() =>
        [.. (await Server.GetJsonAsync($"/v1/project_logs/{Logs.Id}/fetch")).GetProperty("events").EnumerateArray()];

    private async Task<List<JsonElement>> QueryAsync() =>
        [.. (await Server.PostJsonAsync("/btql", $$"""{"query":"select: * | from: project_logs('{{Logs.Id}}')"}""")).GetProperty("data").EnumerateArray()];
}
