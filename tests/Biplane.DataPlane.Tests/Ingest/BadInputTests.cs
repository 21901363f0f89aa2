using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Ingest;

/// <summary>Whatever arrives, the answer is the documented one, the server lives, and nothing of a refused request is stored.</summary>
public sealed class BadInputTests : LogsTestBase
{
    public override async ValueTask DisposeAsync()
    {
        // Every case ends here: the server still takes and gives back a good row.
        await AcceptedAsync("""{"id":"the good row","input":1}""");
        Assert.Contains(await FetchAsync(), row => row.GetProperty("id").GetString() == "the good row");
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"rows":[{"id":"a"}""")]
    [InlineData("""{"rows":[{"id":"a",}]}""")]
    [InlineData("""{"rows":[]} trailing""")]
    [InlineData("not json")]
    [InlineData("\u0000")]
    [InlineData("""{"rows":[{"id":"a","input":NaN}]}""")]
    public Task Malformed_json_is_a_400(string body) => RefusedAsync(body, 400);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"rows":7}""")]
    [InlineData("""{"rows":{"type":"other"}}""")]
    public Task Json_of_another_shape_is_a_400(string body) => RefusedAsync(body, 400);

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_a_400()
    {
        var body = Encoding.UTF8.GetBytes(Body("""{"id":"a","input":"?"}"""));
        body[Array.LastIndexOf(body, (byte)'?')] = 0xFF;

        await AssertRefusedAsync(await Server.PostAsync("/logs3", body), 400);
    }

    [Theory]
    [InlineData("""{"id":7}""", "id")]
    [InlineData("""{"id":"a","span_id":{}}""", "span_id")]
    [InlineData("""{"id":"a","root_span_id":[1]}""", "root_span_id")]
    [InlineData("""{"id":"a","span_parents":"p"}""", "span_parents")]
    [InlineData("""{"id":"a","_is_merge":"yes"}""", "_is_merge")]
    [InlineData("""{"id":"a","_object_delete":1}""", "_object_delete")]
    [InlineData("""{"id":"a","_merge_paths":[1]}""", "_merge_paths")]
    [InlineData("""{"id":"a","_array_delete":{}}""", "_array_delete")]
    public async Task A_wrong_type_of_an_id_or_control_field_names_row_and_field(string row, string field)
    {
        var message = await AssertRefusedAsync(await Server.PostAsync("/logs3", Body("""{"id":"fine"}""", row)), 400);

        Assert.Contains("Row 1", message, StringComparison.Ordinal);
        Assert.Contains(field, message, StringComparison.Ordinal);
        Assert.Empty(await FetchAsync());
    }

    [Theory]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","experiment_id":"not-a-uuid"}""")]
    [InlineData("""{"id":"a","experiment_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""")]
    public async Task A_row_without_an_object_or_of_an_unknown_one_is_a_400_that_names_the_row(string row)
    {
        var message = await AssertRefusedAsync(await Server.PostAsync("/logs3", $$"""{"rows":[{{row}}]}"""), 400);

        Assert.Contains("Row 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_a_foreign_project_is_refused_and_so_is_the_whole_request()
    {
        var foreign = Server.Objects.Add(ObjectKind.ProjectLogs, People.Other);

        var message = await AssertRefusedAsync(
            await Server.PostAsync("/logs3", $$"""{"rows":[{"id":"mine","project_id":"{{Logs.Id}}"},{"id":"theirs","project_id":"{{foreign.Id}}"}]}"""), 400);

        Assert.Contains("Row 1", message, StringComparison.Ordinal);
        Assert.Empty(await FetchAsync());
    }

    [Fact]
    public async Task Who_may_only_read_cannot_write() => await AssertRefusedAsync(await Server.PostAsync("/logs3", Body("""{"id":"a"}"""), People.Viewer), 400);

    [Fact]
    public async Task Broken_gzip_is_a_400()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(Body("""{"id":"a"}""")));

        await AssertRefusedAsync(await Server.PostAsync("/logs3", "this is no gzip"u8.ToArray(), encoding: "gzip"), 400);
        await AssertRefusedAsync(await Server.PostAsync("/logs3", whole[..^12], encoding: "gzip"), 400);
        Assert.Empty(await FetchAsync());
    }

    [Fact]
    public async Task Zstandard_is_read_by_every_write_route()
    {
        var rows = Zstandard(Encoding.UTF8.GetBytes(Body("""{"id":"a","input":"☕"}""")));
        var events = Zstandard("""{"events":[{"id":"b","input":"☕"}]}"""u8.ToArray());

        Assert.True((await Server.PostAsync("/logs3", rows, encoding: "zstd")).IsSuccessStatusCode);
        Assert.True((await Server.PostAsync($"/v1/project_logs/{Logs.Id}/insert", events, encoding: "zstd")).IsSuccessStatusCode);

        Assert.Equal(["a", "b"], (await FetchAsync()).Select(row => row.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        Assert.All(await FetchAsync(), row => Assert.Equal("☕", row.GetProperty("input").GetString()));
    }

    [Fact]
    public async Task Broken_zstandard_is_a_400()
    {
        var whole = Zstandard(Encoding.UTF8.GetBytes(Body("""{"id":"a"}""")));

        await AssertRefusedAsync(await Server.PostAsync("/logs3", "this is no zstandard"u8.ToArray(), encoding: "zstd"), 400);
        await AssertRefusedAsync(await Server.PostAsync("/logs3", whole[..^5], encoding: "zstd"), 400);
        Assert.Empty(await FetchAsync());
    }

    [Fact]
    public async Task A_bomb_in_zstandard_is_a_413_and_a_window_beyond_eight_megabytes_a_400()
    {
        await AssertRefusedAsync(await Server.PostAsync("/logs3", Zstandard(new byte[400_000_000]), encoding: "zstd"), 413);

        var row = Encoding.UTF8.GetBytes(Body($$"""{"id":"a","input":"{{new string('x', 20_000_000)}}"}"""));
        await AssertRefusedAsync(await Server.PostAsync("/logs3", Zstandard(row, windowLog: 27), encoding: "zstd"), 400);
        Assert.True((await Server.PostAsync("/logs3", Zstandard(row, windowLog: 23), encoding: "zstd")).IsSuccessStatusCode);
        await AcceptedAsync("""{"id":"a","_object_delete":true}""");
    }

    [Fact]
    public async Task Good_gzip_is_read()
    {
        var answer = await Server.PostAsync("/logs3", Gzip(Encoding.UTF8.GetBytes(Body("""{"id":"a","input":"☕"}"""))), encoding: "gzip");

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("☕", Assert.Single(await FetchAsync()).GetProperty("input").GetString());
    }

    [Fact]
    public async Task A_decompression_bomb_is_a_413()
    {
        var bomb = Gzip(new byte[400_000_000]);

        await AssertRefusedAsync(await Server.PostAsync("/logs3", bomb, encoding: "gzip"), 413);
    }

    [Fact]
    public async Task An_unknown_coding_is_a_415() => await AssertRefusedAsync(await Server.PostAsync("/logs3", "x"u8.ToArray(), encoding: "compress"), 415);

    [Fact]
    public async Task An_oversized_row_and_an_oversized_body_are_a_413()
    {
        var row = Encoding.UTF8.GetBytes(Body($$"""{"id":"a","input":"{{new string('x', (128 * 1024 * 1024) + 10)}}"}"""));
        await AssertRefusedAsync(await Server.PostAsync("/logs3", row), 413);

        Assert.Equal(413, await SendLengthAsync(200_000_000));
    }

    [Fact]
    public async Task Duplicate_keys_are_stored_and_the_last_one_counts_in_merges()
    {
        await AcceptedAsync("""{"id":"a","metadata":{"k":1,"k":2}}""");
        await AcceptedAsync("""{"id":"a","_is_merge":true,"metadata":{"other":3}}""");

        var metadata = (await RowAsync("a")).GetProperty("metadata");

        Assert.Equal(2, metadata.GetProperty("k").GetInt32());
        Assert.Equal(3, metadata.GetProperty("other").GetInt32());
    }

    [Fact]
    public async Task A_thousand_levels_come_back_and_far_too_many_are_a_400()
    {
        var deep = new string('[', 1000) + new string(']', 1000);
        await AcceptedAsync($$"""{"id":"a","input":{{deep}}}""");

        var text = await (await Server.SendAsync(HttpMethod.Get, $"/v1/project_logs/{Logs.Id}/fetch", content: null, People.Ada)).Content.ReadAsStringAsync(Token);
        Assert.Contains(deep, text, StringComparison.Ordinal);
        await RefusedAsync(Body($$"""{"id":"b","input":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}"""), 400);
        await AcceptedAsync("""{"id":"a","input":null}""");
    }

    [Fact]
    public async Task A_number_beyond_floating_point_comes_back_as_it_was_sent()
    {
        await AcceptedAsync("""{"id":"a","input":1e400,"scores":{"s":1e400},"metrics":{"m":-1e999}}""");

        var row = await RowAsync("a");

        Assert.Equal("1e400", row.GetProperty("input").GetRawText());
        Assert.Equal("1e400", row.GetProperty("scores").GetProperty("s").GetRawText());
        Assert.NotEqual(JsonValueKind.Undefined, (await Server.PostJsonAsync(
            "/btql", $$"""{"query":"select: id | from: project_logs('{{Logs.Id}}') | filter: scores.s > 0.5"}""")).GetProperty("data").ValueKind);
    }

    [Fact]
    public async Task Digits_survive_bit_for_bit()
    {
        await AcceptedAsync("""{"id":"a","input":[12345678901234567890.10,1.0,1e2,-0]}""");

        Assert.Equal("[12345678901234567890.10,1.0,1e2,-0]", (await RowAsync("a")).GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_replaced()
    {
        await AcceptedAsync("""{"id":"a","input":"x\ud800y","metadata":{"\udfff":1}}""");

        Assert.Equal("x\uFFFDy", (await RowAsync("a")).GetProperty("input").GetString());
    }

    [Fact]
    public async Task Nul_is_text_like_any_other()
    {
        await AcceptedAsync("""{"id":"a\u0000b","input":"x\u0000y","span_attributes":{"name":"n\u0000"}}""");

        Assert.Equal("x\0y", (await RowAsync("a\0b")).GetProperty("input").GetString());
    }

    [Theory]
    [InlineData("""{"id":"a","scores":{"s":7}}""", "scores")]
    [InlineData("""{"id":"a","scores":"good"}""", "scores")]
    [InlineData("""{"id":"a","metrics":{"tokens":"many"}}""", "metrics")]
    [InlineData("""{"id":"a","metadata":"text"}""", "metadata")]
    [InlineData("""{"id":"a","tags":{"not":"a list"}}""", "tags")]
    [InlineData("""{"id":"a","error":{"any":["thing"]}}""", "error")]
    public async Task Odd_values_are_stored_as_sent(string row, string field)
    {
        await AcceptedAsync(row);

        var sent = JsonDocument.Parse(row).RootElement.GetProperty(field).GetRawText();
        Assert.Equal(sent, (await RowAsync("a")).GetProperty(field).GetRawText());
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_is_replaced_by_the_servers()
    {
        await AcceptedAsync("""{"id":"a","created":"yesterday"}""");

        Assert.Equal(JsonValueKind.String, (await RowAsync("a")).GetProperty("created").ValueKind);
    }

    [Fact]
    public async Task Rest_insert_refuses_fields_that_the_server_sets()
    {
        foreach (var field in new[] { "_xact_id", "_pagination_key", "audit_data", "project_id", "experiment_id" })
        {
            var value = field.EndsWith("_id", StringComparison.Ordinal) && field[0] != '_' ? Guid.NewGuid().ToString() : "1";
            var answer = await Server.PostAsync($"/v1/project_logs/{Logs.Id}/insert", $$"""{"events":[{"id":"a","{{field}}":"{{value}}"}]}""");
            Assert.Contains(field, await AssertRefusedAsync(answer, 400), StringComparison.Ordinal);
        }

        Assert.Empty(await FetchAsync());
    }

    [Theory]
    [InlineData("/v1/project_logs/not-a-uuid/insert", 400)]
    [InlineData("/v1/nothing/0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11/insert", 404)]
    public async Task A_path_that_names_no_object_is_refused(string path, int status) =>
        await AssertRefusedAsync(await Server.PostAsync(path, """{"events":[]}"""), status);

    private static byte[] Zstandard(byte[] bytes, int windowLog = 20)
    {
        var output = new MemoryStream();
        using (var zstandard = new ZstdSharp.CompressionStream(output, leaveOpen: true))
        {
            zstandard.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
            zstandard.Write(bytes);
        }

        return output.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    private static async Task<string> AssertRefusedAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal((status, text), ((int)answer.StatusCode, text));
        var error = JsonDocument.Parse(text).RootElement;
        Assert.Equal("api", error.GetProperty("Service").GetString());
        return error.GetProperty("Message").GetString()!;
    }

    // Announces a length and sends nothing: the refusal must not wait for the bytes.
    private async Task<int> SendLengthAsync(long length)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(Server.Http.BaseAddress!.Host, Server.Http.BaseAddress.Port, Token);
        var stream = client.GetStream();
        var head = $"POST /logs3 HTTP/1.1\r\nHost: {Server.Http.BaseAddress.Authority}\r\nAuthorization: Bearer {People.Ada.UserId}\r\nContent-Length: {length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync(Token);
        return int.Parse(status!.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task RefusedAsync(string body, int status) => await AssertRefusedAsync(await Server.PostAsync("/logs3", body), status);

    private async Task AcceptedAsync(string row) => await Server.PostJsonAsync("/logs3", Body(row));

    private string Body(params string[] rows) =>
        $$"""{"rows":[{{string.Join(',', rows.Select(r => $$"""{"project_id":"{{Logs.Id}}","log_id":"g",{{r.AsSpan(1)}}"""))}}],"api_version":2}""";

    private async Task<JsonElement> RowAsync(string id) => Assert.Single(await FetchAsync(), row => row.GetProperty("id").GetString() == id);

    private async Task<List<JsonElement>> FetchAsync() =>
        [.. (await Server.GetJsonAsync($"/v1/project_logs/{Logs.Id}/fetch")).GetProperty("events").EnumerateArray()];
}
