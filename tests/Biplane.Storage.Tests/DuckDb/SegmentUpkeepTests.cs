using Biplane.Model;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Merges that go on beside everything else.</summary>
public sealed class SegmentUpkeepTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());
    private static readonly string Text = new('x', 2_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Every row is replaced again and again while the files that hold its versions are settled and merged, both at the same time.
    [Fact]
    public async Task Rows_that_are_replaced_while_their_files_settle_and_merge_are_there_once_and_the_newest()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 300, MaxSegmentRows = 3_000, MinIndexedRows = 200 });
        var random = new Random(11);
        var expected = new Dictionary<int, int>();
        using var enough = new CancellationTokenSource();
        var compacting = CompactAsync();

        for (var version = 1; version <= 400; version++)
        {
            var chosen = Enumerable.Range(0, 40).Select(_ => random.Next(2_000)).Distinct().ToList();
            await store.InsertAsync(Logs, $"[{string.Join(',', chosen.Select(n => Row(n, version, isDeleted: n % 7 == version % 7)))}]");
            foreach (var n in chosen)
            {
                expected[n] = version;
                if (n % 7 == version % 7)
                {
                    expected.Remove(n);
                }
            }

            if (version % 50 == 0)
            {
                Assert.Equal(Lines(expected), await StoredAsync());
            }
        }

        await enough.CancelAsync();
        await compacting;
        Assert.Equal(Lines(expected), await StoredAsync());
        await store.Store.CompactAsync(Token);
        Assert.Equal(Lines(expected), await StoredAsync());
        await store.ReopenAsync();
        Assert.Equal(Lines(expected), await StoredAsync());

        static string Row(int n, int version, bool isDeleted) =>
            isDeleted ? $$"""{"id":"r{{n}}","_object_delete":true}""" : $$"""{"id":"r{{n}}","metadata":{"version":{{version}}},"input":"{{Text}}"}""";

        static IEnumerable<string> Lines(Dictionary<int, int> rows) => rows.Select(row => $$"""r{{row.Key}} {"version":{{row.Value}}}""").Order(StringComparer.Ordinal);

        async Task<IEnumerable<string>> StoredAsync() =>
            (await store.QueryAsync($"select: id, metadata | from: project_logs('{Logs.Id}') | limit: 10000")).Select(row => $"{row["id"]} {row["metadata"]}").Order(StringComparer.Ordinal);

        async Task CompactAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                await store.Store.CompactAsync(Token);
            }
        }
    }

    [Fact]
    public async Task A_store_that_is_stopped_while_it_merges_has_every_row()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 10_000 });
        var random = new Random(3);
        for (var i = 0; i < 80; i++)
        {
            var rows = Enumerable.Range(i * 1_000, 1_000).Select(n => $$"""{"id":"r{{n}}","input":"{{Words(random)}}"}""");
            await store.InsertAsync(Logs, $"[{string.Join(',', rows)}]");
        }

        // Three seconds without writes start the merge, which takes some more.
        await Task.Delay(TimeSpan.FromSeconds(4), Token);
        await store.ReopenAsync();

        Assert.Equal("80000", (await store.QueryAsync($"measures: count_distinct(id) as n | from: project_logs('{Logs.Id}')"))[0]["n"]);
        Assert.Equal("80000", (await store.QueryAsync($"measures: count(1) as n | from: project_logs('{Logs.Id}')"))[0]["n"]);
    }

    private static string Words(Random random) => string.Join(' ', Enumerable.Range(0, 60).Select(_ => random.Next(100_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
}
