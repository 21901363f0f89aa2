using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Datasets;

public sealed class DatasetRestoreTests : IAsyncLifetime
{
    private DataServer _server = null!;
    private ObjectRef _dataset;
    private RowsOf _rows = null!;
    private string _version = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DataServer.StartAsync();
        _dataset = _server.Objects.Add(ObjectKind.Dataset, People.Acme);
        _rows = new RowsOf(_server, _dataset);
        await _rows.InsertAsync(
            """{"id":"a","input":"a","expected":"old","metadata":{"m":[1.50]},"tags":["t"],"my_own":7,"created":"2026-01-02T03:04:05Z"}""",
            """{"id":"b","input":"b","expected":"old"}""",
            """{"id":"c","input":"c","expected":"old"}""");
        _version = (await _server.GetJsonAsync("/xact-id")).GetRawText();
        await _rows.InsertAsync("""{"id":"a","_is_merge":true,"expected":"new"}""", """{"id":"b","_object_delete":true}""", """{"id":"d","input":"d"}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_version_reads_as_it_was_then()
    {
        Assert.Equal(["a", "b", "c"], (await _rows.IdsAsync($$"""{"version":"{{_version}}"}""")).Order(StringComparer.Ordinal));
        Assert.Equal(["a", "c", "d"], (await _rows.IdsAsync()).Order(StringComparer.Ordinal));
        var queried = await _server.PostJsonAsync("/btql", $$"""{"query":"select: id, expected | from: dataset('{{_dataset.Id}}')","version":"{{_version}}"}""");
        Assert.All(queried.GetProperty("data").EnumerateArray(), row => Assert.Equal("old", row.GetProperty("expected").GetString()));
    }

    [Fact]
    public async Task The_preview_says_what_a_restore_would_do_and_does_nothing()
    {
        var preview = await PostAsync("/restore/preview");

        Assert.Equal("""{"rows_to_restore":2,"rows_to_delete":1}""", preview.GetRawText());
        Assert.Equal(["a", "c", "d"], (await _rows.IdsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_restore_brings_the_older_rows_back_whole()
    {
        var before = Payload(await _rows.FetchAsync($$"""{"version":"{{_version}}"}"""));

        var result = await PostAsync("/restore");

        Assert.Equal((2, 1), (result.GetProperty("rows_restored").GetInt32(), result.GetProperty("rows_deleted").GetInt32()));
        Assert.Equal((await _server.GetJsonAsync("/xact-id")).GetRawText(), result.GetProperty("xact_id").GetString());
        Assert.Equal(before, Payload(await _rows.FetchAsync()));
    }

    [Fact]
    public async Task A_restore_can_be_undone()
    {
        var latest = (await _server.GetJsonAsync("/xact-id")).GetRawText();
        await PostAsync("/restore");

        await _server.PostJsonAsync($"/v1/dataset/{_dataset.Id}/restore", $$"""{"version":"{{latest}}"}""");

        Assert.Equal(["a", "c", "d"], (await _rows.IdsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_changed_nothing_is_written()
    {
        var latest = (await _server.GetJsonAsync("/xact-id")).GetRawText();

        var result = await _server.PostJsonAsync($"/v1/dataset/{_dataset.Id}/restore", $$"""{"version":"{{latest}}"}""");

        Assert.Equal("""{"xact_id":null,"rows_restored":0,"rows_deleted":0}""", result.GetRawText());
        Assert.Equal(latest, (await _server.GetJsonAsync("/xact-id")).GetRawText());
    }

    [Fact]
    public async Task A_restore_needs_the_right_to_write_and_a_version()
    {
        var path = $"/v1/dataset/{_dataset.Id}/restore";

        Assert.Equal(403, (int)(await _server.PostAsync(path, $$"""{"version":"{{_version}}"}""", People.Viewer)).StatusCode);
        Assert.Equal(400, (int)(await _server.PostAsync(path, "{}")).StatusCode);
        Assert.Equal(400, (int)(await _server.PostAsync(path, """{"version":"x"}""")).StatusCode);
    }

    private static List<string> Payload(List<JsonElement> rows) =>
        [.. rows
            .OrderBy(r => r.GetProperty("id").GetString(), StringComparer.Ordinal)
            .Select(r => string.Join(',', r.EnumerateObject().Where(m => m.Name is not ("_xact_id" or "_pagination_key" or "audit_data")).Select(m => m.ToString())))];

    private Task<JsonElement> PostAsync(string path) => _server.PostJsonAsync($"/v1/dataset/{_dataset.Id}{path}", $$"""{"version":"{{_version}}"}""");
}
