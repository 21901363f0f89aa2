using System.IO.Compression;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

public sealed class BtqlTests : LogsTestBase
{
    [Fact]
    public async Task An_answer_has_the_members_that_clients_read()
    {
        await Rows.InsertAsync("""{"id":"a"}""");

        var answer = await Rows.QueryAsync("id, created");

        Assert.Equal(
            ["data", "schema", "cursor", "realtime_state", "freshness_state", "freshness", "warnings"], answer.EnumerateObject().Select(m => m.Name));
        Assert.Equal(["id", "created"], answer.GetProperty("schema").GetProperty("items").GetProperty("properties").EnumerateObject().Select(m => m.Name));
        Assert.Equal("on", answer.GetProperty("realtime_state").GetProperty("type").GetString());
        var fresh = answer.GetProperty("freshness_state");
        Assert.Equal(fresh.GetProperty("last_considered_xact_id").GetString(), fresh.GetProperty("last_processed_xact_id").GetString());
        Assert.Equal(["id", "created"], answer.GetProperty("data")[0].EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public async Task An_empty_page_and_an_aggregate_have_no_cursor()
    {
        Assert.False((await Rows.QueryAsync()).TryGetProperty("cursor", out _));
        await Rows.InsertAsync("""{"id":"a"}""");

        var answer = await Server.PostJsonAsync(
            "/btql", $$"""{"query":"SELECT max(_xact_id) as version, count(*) as count FROM project_logs('{{Logs.Id}}')"}""");

        Assert.False(answer.TryGetProperty("cursor", out _));
        Assert.Equal(1, answer.GetProperty("data")[0].GetProperty("count").GetInt32());
        Assert.Equal((await Server.GetJsonAsync("/xact-id")).GetRawText(), answer.GetProperty("data")[0].GetProperty("version").GetString());
    }

    [Fact]
    public async Task Pages_by_cursor_give_every_row_once()
    {
        await Rows.InsertAsync([.. Enumerable.Range(0, 25).Select(i => $$"""{"id":"r{{i}}"}""")]);

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Rows.QueryAsync("id", $" | limit: 7{(cursor is null ? "" : $" | cursor: '{cursor}'")}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"r{i}"), seen);
    }

    [Fact]
    public async Task The_json_form_of_the_published_readers_works_with_every_option_they_send()
    {
        await Rows.InsertAsync("""{"id":"a","span_attributes":{"type":"tool"}}""", """{"id":"b","span_attributes":{"type":"score","purpose":"scorer"}}""");

        var answer = await Server.PostJsonAsync(
            "/btql",
            $$$"""
            {"query":{"select":[{"op":"star"}],"from":{"op":"function","name":{"op":"ident","name":["project_logs"]},"args":[{"op":"literal","value":"{{{Logs.Id}}}"}],"shape":"spans"},
              "limit":1000,"cursor":null,"filter":{"op":"and","children":[
                {"op":"or","children":[{"op":"isnull","expr":{"op":"ident","name":["span_attributes","purpose"]}},
                                       {"op":"ne","left":{"op":"ident","name":["span_attributes","purpose"]},"right":{"op":"literal","value":"scorer"}}]},
                {"op":"in","left":{"op":"ident","name":["span_attributes","type"]},"right":{"op":"literal","value":["tool"]}}]}},
             "fmt":"json","use_columnstore":false,"use_brainstore":true,"brainstore_realtime":true,"query_source":"js_sdk_object_fetcher_project_logs",
             "api_version":1,"client_version":"x","lint_mode":"default","version":null,"audit_log":false,"tz_offset":0,"nobody_knows_this":[1]}
            """);

        Assert.Equal("a", Assert.Single(answer.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Json_lines_have_a_row_per_line_and_the_cursor_in_a_header()
    {
        await Rows.InsertAsync("""{"id":"a","input":"x\ny"}""", """{"id":"b"}""");

        var response = await Server.PostAsync("/btql", $$"""{"query":"select: id, input | from: project_logs('{{Logs.Id}}')","fmt":"jsonl"}""");

        Assert.Equal(["""{"id":"b","input":null}""", """{"id":"a","input":"x\ny"}""", ""], (await response.Content.ReadAsStringAsync(Token)).Split('\n'));
        Assert.Equal((await Rows.QueryAsync()).GetProperty("cursor").GetString(), Assert.Single(response.Headers.GetValues("x-bt-cursor")));
        Assert.Equal("complete", Assert.Single(response.Headers.GetValues("x-bt-freshness-state")));
    }

    [Fact]
    public async Task No_rows_are_an_empty_body_in_json_lines()
    {
        var response = await Server.PostAsync("/btql", $$"""{"query":"select: id | from: project_logs('{{Logs.Id}}')","fmt":"jsonl"}""");

        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.False(response.Headers.Contains("x-bt-cursor"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task A_large_answer_comes_whole_and_compressed_if_asked(string format)
    {
        var text = new string('x', 50_000);
        await Rows.InsertAsync([.. Enumerable.Range(0, 60).Select(i => $$"""{"id":"r{{i}}","output":"{{text}}"}""")]);
        var request = new HttpRequestMessage(HttpMethod.Post, "/btql")
        {
            Content = new StringContent($$"""{"query":"select: id, output | from: project_logs('{{Logs.Id}}')","fmt":"{{format}}"}"""),
        };
        request.Headers.Add("Accept-Encoding", "gzip");
        request.Headers.Add("Authorization", $"Bearer {People.Ada.UserId}");

        var response = await Server.Http.SendAsync(request, Token);

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        var body = await reader.ReadToEndAsync(Token);
        var rows = format == "json"
            ? [.. JsonDocument.Parse(body).RootElement.GetProperty("data").EnumerateArray()]
            : body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(60, rows.Count);
        Assert.All(rows, row => Assert.Equal(text, row.GetProperty("output").GetString()));
    }

    [Theory]
    [InlineData("\"select: * | from: nothing('x')\"")]
    [InlineData("\"select * frm\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"select":[{"op":"what"}]}""")]
    [InlineData("\"\\ud800\"")]
    public async Task A_query_that_makes_no_sense_is_a_400_with_a_message(string query)
    {
        var response = await Server.PostAsync("/btql", $$"""{"query":{{query}}}""");

        Assert.Equal(400, (int)response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal("BadRequestError", error.GetProperty("Code").GetString());
        Assert.NotEmpty(error.GetProperty("Message").GetString()!);
    }

    [Fact]
    public async Task A_query_that_takes_longer_than_it_may_is_a_504()
    {
        await Rows.InsertAsync("""{"id":"a"}""");

        var response = await Server.PostAsync(
            "/btql", $$"""{"query":"select: * | from: project_logs('{{Logs.Id}}')","query_timeout_seconds":0.0001}""");

        Assert.Equal(504, (int)response.StatusCode);
        Assert.Single((await Rows.QueryAsync()).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Every_source_of_a_query_must_be_readable()
    {
        var foreign = Server.Objects.Add(ObjectKind.ProjectLogs, People.Other);

        Assert.Equal(403, (int)(await Server.PostAsync("/btql", $$"""{"query":"select: * | from: project_logs('{{Logs.Id}}', '{{foreign.Id}}')"}""")).StatusCode);
        Assert.Equal(403, (int)(await Server.PostAsync("/btql", $$"""{"query":"select: * | from: project_logs('{{Logs.Id}}')"}""", People.Stranger)).StatusCode);
    }

    [Fact]
    public async Task An_older_version_of_logs_is_a_400()
    {
        await Rows.InsertAsync("""{"id":"a"}""");
        var old = (await Server.GetJsonAsync("/xact-id")).GetRawText();
        await Rows.InsertAsync("""{"id":"b"}""");

        Assert.Equal(400, (int)(await Server.PostAsync("/btql", $$"""{"query":"select: * | from: project_logs('{{Logs.Id}}')","version":"{{old}}"}""")).StatusCode);
    }

    [Fact]
    public async Task Several_objects_of_one_kind_are_read_together()
    {
        var second = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme);
        await Rows.InsertAsync("""{"id":"a"}""");
        await new RowsOf(Server, second).InsertAsync("""{"id":"b"}""");

        var answer = await Server.PostJsonAsync("/btql", $$"""{"query":"select: id, project_id\nfrom: project_logs('{{Logs.Id}}', '{{second.Id}}') spans\nsort: _pagination_key asc\nlimit: 10"}""");

        Assert.Equal(["a", "b"], answer.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.Equal(second.Id.ToString(), answer.GetProperty("data")[1].GetProperty("project_id").GetString());
    }
}
