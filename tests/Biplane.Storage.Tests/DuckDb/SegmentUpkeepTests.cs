using Biplane.Model;
using Biplane.Storage.DuckDb.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Merges that go on beside everything else.</summary>
public sealed class SegmentUpkeepTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());
    private static readonly string Text = new('x', 2_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_that_were_replaced_are_gone_once_nobody_reads_them()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 500 });
        for (var batch = 0; batch < 6; batch++)
        {
            await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(batch * 400, 400).Select(n => $$"""{"id":"r{{n}}","input":"{{Text}}"}"""))}]");
        }

        await using (var reader = await store.OpenAsync($"select: id, input | from: project_logs('{Logs.Id}') | limit: 100000"))
        {
            Assert.True(await reader.ReadAsync(Token));
            await store.Store.CompactAsync(Token);
            Assert.NotEmpty(store.UnlistedFiles);
            var rows = 1;
            while (await reader.ReadAsync(Token))
            {
                rows++;
            }

            Assert.Equal(2_400, rows);
        }

        await store.Store.CompactAsync(Token);
        Assert.Empty(store.UnlistedFiles);
    }

    // Every row is replaced again and again while the files that hold its versions are settled and merged, both at the same time.
    // What is erased is erased when compacting ends; a file that stays would hold it until the next start.
    [Fact]
    public async Task Compacting_fails_where_a_replaced_file_cannot_be_deleted()
    {
        const string undeletable = "/sys/kernel/uevent_seqnum";
        Assert.SkipUnless(File.Exists(undeletable), "No file that even root cannot write to.");
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, """[{"id":"r1","input":"erased"},{"id":"r2","input":"kept"}]""");
        await store.Store.CompactAsync(Token);
        var path = Assert.Single(Directory.GetFiles(Path.Combine(store.Folder, "rows"), "seg-*.duckdb"));
        File.Delete(path);
        File.CreateSymbolicLink(path, undeletable);
        await store.InsertAsync(Logs, """[{"id":"r1","_object_delete":true}]""");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Store.CompactAsync(Token));

        Assert.Equal("r2", Assert.Single(await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}')"))["id"]);
        await store.ReopenAsync();
        await store.Store.CompactAsync(Token);
        Assert.Empty(store.UnlistedFiles);
    }

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

    // A merge sorts objects of many rows on their own, and of one of them nothing is left here. More than a row group is written behind it: less would go into the
    // group that the empty insert has left.
    [Fact]
    public async Task Objects_are_found_after_a_merge_in_which_another_one_has_lost_all_its_rows()
    {
        const int many = 9_000;
        ObjectRef[] objects = [.. ((string[])["1", "2", "3"]).Select(digit => new ObjectRef(ObjectKind.ProjectLogs, Guid.Parse($"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b0{digit}")))];
        await using var store = new TemporaryStore(options => options with { MaxMemoryBytes = 256L << 20 });
        foreach (var (target, rows) in objects.Zip([many, 2 * many, 2 * many]))
        {
            for (var first = 0; first < rows; first += 500)
            {
                await store.InsertAsync(target, $"[{string.Join(',', Enumerable.Range(first, 500).Select(n => $$"""{"id":"r{{n}}","input":"{{Text}}"}"""))}]");
            }
        }

        await store.Store.CompactAsync(Token);
        await store.InsertAsync(objects[1], $"[{string.Join(',', Enumerable.Range(0, 2 * many).Select(n => $$"""{"id":"r{{n}}","_object_delete":true}"""))}]");
        await store.Store.CompactAsync(Token);
        await ThereAsync();
        await store.ReopenAsync();
        await ThereAsync();

        async Task ThereAsync()
        {
            foreach (var (target, rows) in objects.Zip(["9000", "0", "18000"]))
            {
                Assert.Equal(rows, (await store.QueryAsync($"measures: count_distinct(id) as n | from: project_logs('{target.Id}')"))[0]["n"]);
                Assert.Equal(rows == "0" ? 0 : 10, (await store.QueryAsync($"select: id | from: project_logs('{target.Id}') | limit: 10")).Count);
            }
        }
    }

    [Fact]
    public async Task Objects_that_a_segment_does_not_list_are_found_when_it_is_opened()
    {
        await using var store = new TemporaryStore();
        var other = new ObjectRef(ObjectKind.Dataset, Guid.NewGuid());
        await store.InsertAsync(Logs, """[{"id":"a"},{"id":"b"}]""");
        await store.InsertAsync(other, """[{"id":"c"}]""");
        await store.Store.CompactAsync(Token);
        await store.ReopenAsync(() =>
        {
            using var engine = new DuckDbInstance();
            using var connection = engine.Connect();
            connection.Execute($"ATTACH '{Assert.Single(Directory.GetFiles(Path.Combine(store.Folder, "rows"), "seg-*.duckdb"))}' AS segment");
            connection.Execute($"DELETE FROM segment.objects WHERE object_id = '{other.Id}'");
        });

        Assert.Equal(["c"], (await store.QueryAsync($"select: id | from: dataset('{other.Id}')")).Select(row => row["id"]));
        Assert.Equal(["b", "a"], (await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}')")).Select(row => row["id"]));
    }

    private static string Words(Random random) => string.Join(' ', Enumerable.Range(0, 60).Select(_ => random.Next(100_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
}
