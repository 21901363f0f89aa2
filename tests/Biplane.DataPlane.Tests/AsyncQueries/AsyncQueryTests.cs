using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.AsyncQueries;

public sealed class AsyncQueryTests : LogsTestBase
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private BackgroundQueries _queries = null!;

    protected override TimeProvider Time => _time;

    private string From => $"from: project_logs('{Logs.Id}')";

    private string ResultsFolder => Path.Combine(Server.Folder, "blobs", People.Acme.ToString("N"), "results");

    internal override DataPlaneOptions Configure(DataPlaneOptions options) => options with { AsyncQueryBytes = 2 * 1024 * 1024 };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Objects.Rename(Logs, "the logs");
        _queries = new BackgroundQueries(Server);
    }

    [Theory]
    [InlineData("select: * | from: {logs}", 7)]
    [InlineData("select: * | from: {logs}", 1000)]
    [InlineData("select: id, input | from: {logs} | sort: id", 25)]
    [InlineData("select: * | from: {logs} traces | limit: 10", 4)]
    [InlineData("SELECT span_attributes.name AS name, count(*) AS n FROM {logs} GROUP BY 1 ORDER BY n DESC, name", 3)]
    [InlineData("SELECT id FROM {logs} WHERE id = 'nobody'", 10)]
    public async Task The_rows_are_those_of_a_query_that_is_waited_for(string query, int limit)
    {
        var events = new RandomEvents(3);
        await Rows.InsertAsync([.. Enumerable.Range(0, 100).Select(events.Next)]);
        var text = query.Replace("{logs}", $"project_logs('{Logs.Id}')", StringComparison.Ordinal);

        var id = await _queries.SubmitAsync(new { query = text, format = "jsonl" });
        var done = await _queries.UntilAsync(id, "succeeded");

        var expected = (await Server.PostJsonAsync("/btql", JsonSerializer.Serialize(new { query = text }))).GetProperty("data").EnumerateArray().Select(r => r.GetRawText()).ToList();
        Assert.Equal(expected, await _queries.RowsAsync(id, limit));
        Assert.Equal(expected.Count, done.GetProperty("row_count").GetInt64());
        Assert.Equal(Logs.Id, done.GetProperty("object_id").GetGuid());
        Assert.Equal(Logs.Id, done.GetProperty("project_id").GetGuid());
    }

    [Fact]
    public async Task A_query_without_a_limit_gives_all_rows_and_pages_have_the_size_asked_for_first()
    {
        for (var first = 0; first < 1_500; first += 500)
        {
            await Rows.InsertAsync([.. Enumerable.Range(first, 500).Select(i => $$"""{"id":"r{{i}}","input":{"a":{{(char)10}}{{i}} } }""")]);
        }

        var id = await _queries.SubmitAsync(new { query = $"select: id, input | {From} | sort: _pagination_key asc", batch_size = 1_200 });
        await _queries.UntilAsync(id, "succeeded");

        Assert.Equal(1_200, (await _queries.ResultAsync(id)).GetProperty("rows").GetArrayLength());
        var rows = await _queries.RowsAsync(id, 700);
        Assert.Equal(Enumerable.Range(0, 1_500), rows.Select(r => JsonDocument.Parse(r).RootElement.GetProperty("input").GetProperty("a").GetInt32()));
    }

    [Fact]
    public async Task A_query_that_waits_or_runs_has_no_rows_yet()
    {
        await Rows.InsertAsync(BackgroundQueries.RowWithTags);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) }));
        }

        await _queries.UntilAsync(ids[0], "running");
        await _queries.UntilAsync(ids[1], "running");

        foreach (var (id, status) in new[] { (ids[0], "running"), (ids[2], "queued") })
        {
            Assert.Equal($$"""{"status":"{{status}}","rows":[]}""", (await _queries.ResultAsync(id)).GetRawText());
        }
    }

    [Fact]
    public async Task A_canceled_query_stops_and_stays_canceled()
    {
        await Rows.InsertAsync(BackgroundQueries.RowWithTags);
        var running = await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) });
        await _queries.UntilAsync(running, "running");

        var answer = await Server.PostJsonAsync($"/btql/async/{running}/cancel", "");

        Assert.Equal("canceled", answer.GetProperty("status").GetString());
        await UntilNothingRunsAsync();
        Assert.Equal("""{"status":"canceled","rows":[]}""", (await _queries.ResultAsync(running)).GetRawText());

        // Its place is free, and what is finished is not canceled any more.
        var next = await _queries.SubmitAsync(new { query = $"select: id | {From}" });
        await _queries.UntilAsync(next, "succeeded");
        Assert.Equal("succeeded", (await Server.PostJsonAsync($"/btql/async/{next}/cancel", "")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_deleted_query_is_gone_with_its_rows_whether_it_ran_or_not()
    {
        await Rows.InsertAsync(BackgroundQueries.RowWithTags);
        var done = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        await _queries.UntilAsync(done, "succeeded");
        Assert.Single(Files());
        var running = await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) });
        await _queries.UntilAsync(running, "running");

        foreach (var id in new[] { done, running })
        {
            Assert.Equal(204, await _queries.StatusAsync(HttpMethod.Delete, $"/{id}"));
            Assert.Equal(404, await _queries.StatusAsync(HttpMethod.Get, $"/{id}"));
            Assert.Equal(404, await _queries.StatusAsync(HttpMethod.Get, $"/{id}/result"));
            Assert.Equal(404, await _queries.StatusAsync(HttpMethod.Delete, $"/{id}"));
        }

        await UntilNothingRunsAsync();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_a_failure_that_says_so_and_takes_no_room()
    {
        var text = new string('x', 100_000);
        await Rows.InsertAsync([.. Enumerable.Range(0, 30).Select(i => $$"""{"id":"r{{i}}","input":"{{text}}"}""")]);

        var large = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        var failed = await _queries.UntilAsync(large, "failed");
        Assert.Contains("larger than 1 MiB", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["status", "rows", "error"], (await _queries.ResultAsync(large)).EnumerateObject().Select(m => m.Name));
        Assert.Empty(Files());

        // Of 2 MiB one user may have half, and all of them together no more than that.
        var small = new { query = $"select: * | {From} | limit: 9" };
        var first = await _queries.SubmitAsync(small);
        await _queries.UntilAsync(first, "succeeded");
        var second = await _queries.UntilAsync(await _queries.SubmitAsync(small), "failed");
        Assert.Contains("The results of your background queries", second.GetProperty("error").GetString(), StringComparison.Ordinal);

        await _queries.UntilAsync(await _queries.SubmitAsync(small, People.Bob), People.Bob, "succeeded");
        var third = await _queries.UntilAsync(await _queries.SubmitAsync(small, People.Viewer), People.Viewer, "failed");
        Assert.Contains("The results of all background queries", third.GetProperty("error").GetString(), StringComparison.Ordinal);

        await _queries.StatusAsync(HttpMethod.Delete, $"/{first}");
        await _queries.UntilAsync(await _queries.SubmitAsync(small), "succeeded");
    }

    [Fact]
    public async Task A_row_of_many_megabytes_is_read_as_it_is()
    {
        var text = new string('x', 900_000);
        await Rows.InsertAsync("""{"id":"b"}""", $$"""{"id":"a","input":"{{text}}"}""", """{"id":"c"}""");

        var id = await _queries.SubmitAsync(new { query = $"select: id, input | {From} | sort: id" });
        await _queries.UntilAsync(id, "succeeded");

        foreach (var limit in new[] { 1, 2, 3 })
        {
            var rows = await _queries.RowsAsync(id, limit);
            Assert.Equal($$"""{"id":"a","input":"{{text}}"}""", rows[0]);
            Assert.Equal(["""{"id":"b","input":null}""", """{"id":"c","input":null}"""], rows[1..]);
        }
    }

    [Fact]
    public async Task Finished_queries_are_removed_after_their_time()
    {
        await Rows.InsertAsync("""{"id":"a"}""");
        var id = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        var done = await _queries.UntilAsync(id, "succeeded");
        Assert.Equal(TimeSpan.FromDays(7), done.GetProperty("expires").GetDateTimeOffset() - done.GetProperty("finished").GetDateTimeOffset());

        _time.Advance(TimeSpan.FromDays(6));
        await _queries.FindAsync(id);
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(15));
        for (var i = 0; i < 1_500 && Files().Length > 0; i++)
        {
            await Task.Delay(20, Token);
        }

        Assert.Empty(Files());
        Assert.Equal(404, await _queries.StatusAsync(HttpMethod.Get, $"/{id}/result"));
    }

    [Fact]
    public async Task Background_queries_leave_room_for_those_that_are_waited_for()
    {
        await Rows.InsertAsync(BackgroundQueries.RowWithTags);
        for (var i = 0; i < 6; i++)
        {
            await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) });
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, (await Rows.QueryAsync("count(*) AS n")).GetProperty("data")[0].GetProperty("n").GetInt32());
        }
    }

    [Fact]
    public async Task A_name_and_the_time_mean_what_they_meant_when_the_query_was_asked()
    {
        await Rows.InsertAsync(BackgroundQueries.RowWithTags);
        _time.Advance(TimeSpan.FromSeconds(1));
        string[] before = [await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) }), await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) })];
        var id = await _queries.SubmitAsync(new { query = "SELECT id FROM project_logs('the logs') WHERE created < now()", lint_mode = "strict" });
        _time.Advance(TimeSpan.FromSeconds(1));
        Server.Objects.Rename(Logs, "old logs");
        Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme, "the logs");
        await Rows.InsertAsync("""{"id":"late"}""");

        foreach (var other in before)
        {
            await Server.PostJsonAsync($"/btql/async/{other}/cancel", "");
        }

        await _queries.UntilAsync(id, "failed", "succeeded");
        Assert.Equal(["{\"id\":\"tagged\"}"], await _queries.RowsAsync(id, 10));
    }

    private string[] Files() => Directory.Exists(ResultsFolder) ? Directory.GetFiles(ResultsFolder, "*", SearchOption.AllDirectories) : [];

    private async Task UntilNothingRunsAsync()
    {
        for (var i = 0; i < 1_500 && Server.Store.GetStatus().RunningQueries > 0; i++)
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(0, Server.Store.GetStatus().RunningQueries);
    }
}
