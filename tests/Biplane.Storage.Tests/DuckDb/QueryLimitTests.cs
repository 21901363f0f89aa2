using System.Globalization;
using System.Text;
using Biplane.Model;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Heavy queries: they stop when told to, and stand in nobody's way.</summary>
public sealed class QueryLimitTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());

    // Each row times 300 to the fourth: nobody waits for the end of it.
    private static readonly string Endless =
        $"select: count(1) as n | from: project_logs('{Logs.Id}') | unpivot: tags as a, tags as b, tags as c, tags as d | filter: a != b OR c != d";

    [Fact]
    public async Task A_query_that_is_cancelled_stops_in_the_engine()
    {
        await using var store = await WithTagsAsync();
        using var gone = new CancellationTokenSource();
        var asking = AskAsync(store, Endless, gone.Token);
        await UntilAsync(() => store.Store.GetStatus().RunningQueries == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, store.Store.GetStatus().RunningQueries);
    }

    [Fact]
    public async Task A_trace_opens_while_scans_have_taken_all_their_places()
    {
        await using var store = await WithTagsAsync();
        using var gone = new CancellationTokenSource();
        var scans = Enumerable.Range(0, 20).Select(_ => AskAsync(store, Endless, gone.Token)).ToList();
        await UntilAsync(() => store.Store.GetStatus() is { RunningQueries: > 0, WaitingQueries: > 0 });

        var spans = await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | filter: root_span_id = 't3'");
        Assert.Equal("r3", Assert.Single(spans)["id"]);
        var page = await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | limit: 2");
        Assert.Equal(["r4", "r3"], page.Select(row => row["id"]));
        await store.InsertAsync(Logs, """[{"id":"late"}]""");

        await gone.CancelAsync();
        foreach (var scan in scans)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
        }

        Assert.Equal((0, 0), (store.Store.GetStatus().RunningQueries, store.Store.GetStatus().WaitingQueries));
    }

    [Fact]
    public async Task Writes_go_on_while_queries_want_more_memory_than_there_is()
    {
        await using var store = new TemporaryStore(options => options with { MaxMemoryBytes = 128L << 20, MaxSpillBytes = 32L << 20, MaxGenerationBytes = 4L << 20 });
        for (var i = 0; i < 40; i++)
        {
            await store.InsertAsync(Logs, Rows(i * 1_000, 1_000));
        }

        using var enough = new CancellationTokenSource();
        var tooLarge = 0;
        var hungry = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    await AskAsync(store, $"dimensions: input | measures: count(1) as n, any_value(output) as o | from: project_logs('{Logs.Id}') | sort: n desc", CancellationToken.None);
                }
                catch (QueryTooLargeException)
                {
                    tooLarge++;
                }
            }
        }).ToList();

        for (var i = 0; i < 60; i++)
        {
            await store.InsertAsync(Logs, Rows(100_000 + (i * 100), 100));
        }

        await enough.CancelAsync();
        await Task.WhenAll(hungry);
        Assert.NotEqual(0, tooLarge);
        Assert.False(store.Store.GetStatus().IsReadOnly);
        var counted = await store.QueryAsync($"measures: count(1) as n | from: project_logs('{Logs.Id}')");
        Assert.Equal("46000", Assert.Single(counted)["n"]);
    }

    private static async Task<TemporaryStore> WithTagsAsync()
    {
        var store = new TemporaryStore();
        var tags = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"tag{i}\""));
        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 5).Select(i => $"{{\"id\":\"r{i}\",\"span_id\":\"s{i}\",\"root_span_id\":\"t{i}\",\"tags\":[{tags}]}}"))}]");
        return store;
    }

    private static string Rows(int first, int count)
    {
        var rows = new StringBuilder("[");
        for (var i = first; i < first + count; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 250).Select(n => ((i * 7919L) + (n * 104_729L)).ToString("x", CultureInfo.InvariantCulture)));
            rows.Append(rows.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"{{\"id\":\"m{i}\",\"input\":\"{text}\",\"output\":\"{text}\"}}");
        }

        return rows.Append(']').ToString();
    }

    private static async Task AskAsync(TemporaryStore store, string query, CancellationToken cancellationToken)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText(query, store.Time.GetUtcNow().UtcDateTime));
        Assert.True(compiled.Plan is not null, string.Join("; ", compiled.Diagnostics));
        await using var rows = await store.Store.QueryAsync(compiled.Plan, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition() && i < 1_000; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }
}
