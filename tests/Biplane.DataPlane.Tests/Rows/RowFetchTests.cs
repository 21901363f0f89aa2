using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Rows;

public sealed class RowFetchTests : LogsTestBase
{
    [Fact]
    public async Task Newer_rows_come_first()
    {
        foreach (var id in new[] { "n1", "n2", "n3" })
        {
            await Rows.InsertAsync($$"""{"id":"{{id}}"}""");
        }

        Assert.Equal(["n3", "n2", "n1"], await Rows.IdsAsync());
        Assert.Equal(["n3", "n2"], await Rows.IdsAsync("""{"limit":2}"""));
    }

    [Fact]
    public async Task The_limit_counts_traces_and_a_trace_comes_whole()
    {
        await Rows.InsertAsync(Span("a1", "A"), Span("b1", "B"), Span("a2", "A"), Span("b2", "B"));

        var page = await Rows.IdsAsync("""{"limit":1}""");

        Assert.Equal(["b1", "b2"], page.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_give_every_row_once_also_of_traces_that_are_interleaved()
    {
        await Rows.InsertAsync([.. Enumerable.Range(0, 300).Select(i => Span($"s{i}", $"trace{i % 70}"))]);

        var seen = new List<string?>();
        var cursor = "null";
        for (var page = 0; page < 100; page++)
        {
            var answer = await Rows.FetchPageAsync($$"""{"limit":13,"cursor":{{cursor}}}""");
            if (answer.GetProperty("events").GetArrayLength() == 0)
            {
                break;
            }

            seen.AddRange(answer.GetProperty("events").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
            cursor = answer.GetProperty("cursor").GetRawText();
        }

        Assert.Equal(300, seen.Count);
        Assert.Equal(300, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_older_way_of_paging_gives_every_trace_too()
    {
        for (var i = 0; i < 5; i++)
        {
            await Rows.InsertAsync(Span($"s{i}", $"t{i}"));
        }

        var first = await Rows.FetchAsync("""{"limit":2}""");
        var last = first[^1];
        var next = await Rows.IdsAsync(
            $$$"""{"limit":10,"max_xact_id":{{{last.GetProperty("_xact_id").GetRawText()}}},"max_root_span_id":{{{last.GetProperty("root_span_id").GetRawText()}}}}""");

        Assert.Equal(["s4", "s3"], first.Select(r => r.GetProperty("id").GetString()));
        Assert.Equal(["s2", "s1", "s0"], next);
    }

    [Fact]
    public async Task Get_and_post_answer_the_same()
    {
        await Rows.InsertAsync("""{"id":"a","input":1}""", """{"id":"b"}""");

        var got = await Server.GetJsonAsync($"/v1/project_logs/{Logs.Id}/fetch?limit=1");

        Assert.Equal((await Rows.FetchPageAsync("""{"limit":1}""")).GetRawText(), got.GetRawText());
    }

    [Fact]
    public async Task The_end_has_no_rows_and_no_cursor()
    {
        var page = await Rows.FetchPageAsync();

        Assert.Empty(page.GetProperty("events").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("cursor").ValueKind);
    }

    [Theory]
    [InlineData("""{"cursor":"what"}""")]
    [InlineData("""{"limit":-1}""")]
    [InlineData("""{"limit":"many"}""")]
    [InlineData("""{"max_xact_id":"x"}""")]
    [InlineData("""{"version":"x"}""")]
    [InlineData("[")]
    public async Task What_cannot_be_understood_is_a_400(string request) =>
        Assert.Equal(400, (int)(await Server.PostAsync($"/v1/project_logs/{Logs.Id}/fetch", request)).StatusCode);

    [Fact]
    public async Task An_older_version_of_logs_is_a_400_that_says_so_and_the_current_one_is_fine()
    {
        await Rows.InsertAsync("""{"id":"a"}""");
        var old = (await Rows.FetchAsync())[0].GetProperty("_xact_id").GetString();
        await Rows.InsertAsync("""{"id":"b"}""");

        var answer = await Server.PostAsync($"/v1/project_logs/{Logs.Id}/fetch", $$"""{"version":"{{old}}"}""");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("version", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var now = (await Rows.FetchAsync())[0].GetProperty("_xact_id").GetString();
        Assert.Equal(["b", "a"], await Rows.IdsAsync($$"""{"version":"{{now}}"}"""));
    }

    [Fact]
    public async Task Who_may_not_read_gets_nothing()
    {
        await Rows.InsertAsync("""{"id":"a"}""");

        Assert.Equal(403, (int)(await Server.PostAsync($"/v1/project_logs/{Logs.Id}/fetch", "{}", People.Stranger)).StatusCode);
        Assert.Equal(403, (int)(await Server.PostAsync($"/v1/project_logs/{Guid.NewGuid()}/fetch", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_deleted_row_is_gone_from_every_read()
    {
        await Rows.InsertAsync("""{"id":"keep"}""", """{"id":"drop"}""");
        await Rows.InsertAsync("""{"id":"drop","_object_delete":true}""");
        await Rows.InsertAsync("""{"id":"never there","_object_delete":true}""");

        Assert.Equal(["keep"], await Rows.IdsAsync());
        Assert.Equal(1, (await Rows.QueryAsync()).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Feedback_changes_the_row_and_its_comment_stands_beside_it()
    {
        await Rows.InsertAsync("""{"id":"r","scores":{"auto":0.1},"tags":["raw"]}""");
        var status = await Server.PostJsonAsync(
            $"/v1/project_logs/{Logs.Id}/feedback",
            """{"feedback":[{"id":"r","scores":{"human":1},"expected":"better","comment":"well done","metadata":{"user_id":"u9"},"tags":["ok"]}]}""");

        var row = Assert.Single(await Rows.FetchAsync());

        Assert.Equal("success", status.GetProperty("status").GetString());
        Assert.Equal("""{"auto":0.1,"human":1}""", row.GetProperty("scores").GetRawText());
        Assert.Equal("better", row.GetProperty("expected").GetString());
        Assert.Equal(["ok", "raw"], row.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("metadata").ValueKind);
        Assert.Contains("well done", row.GetProperty("comments").GetRawText(), StringComparison.Ordinal);
        var audit = row.GetProperty("audit_data").EnumerateArray().ToList();
        Assert.Contains(audit, e => e.GetProperty("source").GetString() == "external" && e.GetRawText().Contains("u9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cross_object_insert_answers_the_ids_of_each_object()
    {
        var experiment = Server.Objects.Add(ObjectKind.Experiment, People.Acme);

        var answer = await Server.PostJsonAsync(
            "/v1/insert",
            $$$$"""
            {"project_logs":{"{{{{Logs.Id}}}}":{"events":[{"id":"l"}],"feedback":[{"id":"l","scores":{"s":1}}]}},
             "experiment":{"{{{{experiment.Id}}}}":{"events":[{"id":"e1"},{"id":"e2"}]}}}
            """);

        Assert.Equal("""["l"]""", answer.GetProperty("project_logs").GetProperty(Logs.Id.ToString()).GetProperty("row_ids").GetRawText());
        Assert.Equal("""["e1","e2"]""", answer.GetProperty("experiment").GetProperty(experiment.Id.ToString()).GetProperty("row_ids").GetRawText());
        Assert.Equal("""{"s":1}""", Assert.Single(await Rows.FetchAsync()).GetProperty("scores").GetRawText());
    }

    [Fact]
    public async Task A_value_too_large_for_the_row_files_comes_back_whole_and_filters()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(i => (char)('a' + (i % 26)))) + "needle" + new string('z', 100_000);
        await Rows.InsertAsync($$$"""{"id":"big","output":{"text":"{{{text}}}"}}""", """{"id":"small","output":{"text":"x"}}""");

        Assert.Equal(text, (await Rows.FetchAsync()).Single(r => r.GetProperty("id").GetString() == "big").GetProperty("output").GetProperty("text").GetString());
        var found = await Rows.QueryAsync("id", " | filter: output.text ILIKE '%needle%'");
        Assert.Equal("big", Assert.Single(found.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    private static string Span(string id, string trace) => $$"""{"id":"{{id}}","span_id":"{{id}}","root_span_id":"{{trace}}"}""";
}
