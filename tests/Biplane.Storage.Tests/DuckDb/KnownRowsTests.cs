using System.Globalization;
using Biplane.Model;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Rows by their ids, and lists that were asked for before, are answered without a statement where nothing has changed. Nobody must be able to tell.</summary>
public sealed class KnownRowsTests
{
    private const int Rows = 20_000;

    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("7d1e1d1c-55c8-4f0c-9b0f-3f0a8a5b1c11"));
    private static readonly ObjectRef Others = new(ObjectKind.ProjectLogs, Guid.Parse("7d1e1d1c-55c8-4f0c-9b0f-3f0a8a5b1c12"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The same questions twice after every change, against a list in memory.
    [Fact]
    public async Task Lists_and_rows_that_are_asked_for_again_have_what_came_and_went_since()
    {
        await using var store = await FilledAsync();
        var random = new Random(5);
        List<Row> rows = [.. Enumerable.Range(0, Rows).Select(Row.Of)];
        var changed = 0;
        await AskAsync();
        for (var round = 0; round < 12; round++)
        {
            switch (round % 6)
            {
                case 0 or 3:
                    List<Row> added = [.. Enumerable.Range(rows.Count, 1 + random.Next(40)).Select(Row.Of)];
                    await InsertAsync(store, Logs, added);
                    rows.AddRange(added);
                    break;
                case 1 or 4:
                    // Near the end, where the lists look, and anywhere.
                    foreach (var n in new[] { rows.Count - 1 - random.Next(60), random.Next(rows.Count) }.Where(n => !rows[n].IsDeleted))
                    {
                        changed = n;
                        rows[n] = rows[n] with { Group = rows[n].Group + 1 };
                        await store.InsertAsync(Logs, $$"""[{"id":"r{{n}}","_is_merge":true,"metadata":{{rows[n].Metadata}} }]""");
                    }

                    break;
                case 2:
                    var gone = rows.Count - 1 - random.Next(60);
                    changed = gone;
                    rows[gone] = rows[gone] with { IsDeleted = true };
                    await store.InsertAsync(Logs, $$"""[{"id":"r{{gone}}","_object_delete":true}]""");
                    break;
                default:
                    await store.Store.CompactAsync(Token);
                    break;
            }

            await AskAsync();
            await AskAsync();
        }

        async Task AskAsync()
        {
            var one = random.Next(2) == 0 ? changed : rows.Count - 1 - random.Next(80);
            var here = rows.Where(row => !row.IsDeleted).ToList();
            await HasAsync("true", 30, _ => true);
            await HasAsync("metadata.group = 'g1'", 50, row => row.Group == 1);
            await HasAsync("metadata.group = 'g1' AND is_root", 25, row => row is { Group: 1, IsRoot: true });
            await HasAsync("tags INCLUDES 'rare' AND is_root", 20, row => row is { IsTagged: true, IsRoot: true });
            await HasAsync("input ILIKE '%ord 77%'", 20, row => row.Number % 100 == 77);
            await HasAsync($"id = 'r{one}'", 10, row => row.Number == one);
            await HasAsync($"id IN ('r{one}', 'r3', 'r{one - 1}', 'nowhere')", 10, row => row.Number == one || row.Number == 3 || row.Number == one - 1);
            await HasAsync($"root_span_id = 't{one / 10}'", 20, row => row.Number / 10 == one / 10);
            await HasAsync($"root_span_id = 't{one / 10}' AND id = 'r{one}'", 20, row => row.Number == one);
            await HasAsync($"root_span_id = 't1' AND id = 'r{one}'", 20, _ => false);
            await HasAsync($"root_span_id = 't{one / 10}' AND is_root", 20, row => row.Number / 10 == one / 10 && row.IsRoot);

            Assert.Equal(here.Count, await CountAsync(store, $"project_logs('{Logs.Id}')"));

            // All pages of a list, from either end.
            var all = here.Where(row => row.Group == 2).Select(row => row.Id).ToList();
            Assert.Equal(all, await PagesAsync("metadata.group = 'g2'", "asc"));
            Assert.Equal(all.AsEnumerable().Reverse(), await PagesAsync("metadata.group = 'g2'", "desc"));

            async Task HasAsync(string filter, int limit, Func<Row, bool> test)
            {
                var found = await store.QueryAsync($"select: * | from: project_logs('{Logs.Id}') | filter: {filter} | limit: {limit}");
                var expected = here.Where(test).Reverse().Take(limit).Select(row => $"{row.Id} {row.Metadata}");
                Assert.True(expected.SequenceEqual(found.Select(row => $"{row["id"]} {row["metadata"]}")), filter);
            }
        }

        async Task<List<string>> PagesAsync(string filter, string order)
        {
            var ids = new List<string>();
            for (string? cursor = null; ;)
            {
                var next = cursor is null ? "" : $" | cursor: '{cursor}'";
                var page = await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | filter: {filter} | sort: _pagination_key {order} | limit: 700{next}");
                ids.AddRange(page.Select(row => row["id"]!));
                if (page.Count < 700)
                {
                    return ids;
                }

                cursor = page[^1]["cursor"];
            }
        }
    }

    [Fact]
    public async Task A_row_that_is_replaced_is_found_once_and_not_before_its_answer()
    {
        await using var store = await FilledAsync();
        await store.InsertAsync(Logs, """[{"id":"r19990","_is_merge":true,"tags":["live"],"metadata":{"v":0}}]""");
        using var enough = new CancellationTokenSource();
        var answered = 0;
        var compacting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await store.Store.CompactAsync(Token);
                await Task.Delay(50, Token);
            }
        }, Token);
        var reading = Enumerable.Range(0, 2).Select(reader => Task.Run(
            async () =>
        {
            var asked = 0;
            for (; !enough.IsCancellationRequested; asked++)
            {
                var least = Volatile.Read(ref answered);
                Assert.Equal(Rows, await CountAsync(store, $"project_logs('{Logs.Id}')"));
                var filter = (asked + reader) % 2 == 0 ? "id = 'r19990'" : "tags INCLUDES 'live'";
                var found = await store.QueryAsync($"select: id, metadata | from: project_logs('{Logs.Id}') | filter: {filter} | limit: 5");
                if (found.Count != 1)
                {
                    var again = await store.QueryAsync($"select: id, metadata | from: project_logs('{Logs.Id}') | filter: {filter} AND is_root | limit: 5");
                    Assert.Fail($"{filter}: {Versions(found)}, then {Versions(again)}, while {least} was acknowledged, {Volatile.Read(ref answered)} now");
                }

                var version = int.Parse(found[0]["metadata"]!.Split("\"v\":")[1].TrimEnd('}'), CultureInfo.InvariantCulture);
                Assert.True(version >= least, $"{filter}: {version} after {least} was acknowledged");
            }

            return asked;

            static string Versions(IEnumerable<IReadOnlyDictionary<string, string?>> rows) => string.Join(' ', rows.Select(row => row["metadata"]));
        }, Token)).ToList();

        for (var version = 1; version <= 150 && !reading.Exists(reader => reader.IsFaulted); version++)
        {
            await store.InsertAsync(Logs, $$$"""[{"id":"r19990","_is_merge":true,"metadata":{"v":{{{version}}}}}]""");
            Volatile.Write(ref answered, version);

            // Now and then nothing happens for a while, and what is known is used.
            await Task.Delay(version % 25 == 0 ? 200 : 0, Token);
        }

        await enough.CancelAsync();
        await compacting;
        Assert.All(await Task.WhenAll(reading), asked => Assert.True(asked > 50));
    }

    [Fact]
    public async Task Rows_of_another_object_with_the_same_ids_are_not_found()
    {
        await using var store = await FilledAsync();
        await InsertAsync(store, Others, [.. Enumerable.Range(0, 3_000).Select(n => Row.Of(n) with { Group = 9 })]);
        await store.Store.CompactAsync(Token);
        for (var round = 0; round < 2; round++)
        {
            foreach (var (target, group) in new[] { (Logs, "g5"), (Others, "g9") })
            {
                foreach (var filter in new[] { "id = 'r5'", "root_span_id = 't0' AND id = 'r5'" })
                {
                    var found = await store.QueryAsync($"select: * | from: project_logs('{target.Id}') | filter: {filter} | limit: 5");
                    Assert.Equal($$"""{"group":"{{group}}"}""", Assert.Single(found)["metadata"]);
                }
            }

            Assert.Equal(2, (await store.QueryAsync($"select: * | from: project_logs('{Logs.Id}', '{Others.Id}') | filter: id = 'r5' | limit: 5")).Count);
            Assert.Empty(await store.QueryAsync($"select: * | from: project_logs('{Others.Id}') | filter: id = 'r3001' | limit: 5"));
        }
    }

    [Theory]
    [InlineData(ObjectKind.ProjectLogs)]
    [InlineData(ObjectKind.Dataset)]
    public async Task Rows_are_counted_once_each_wherever_their_versions_lie(ObjectKind kind)
    {
        await using var store = new TemporaryStore();
        var (some, others) = (new ObjectRef(kind, Guid.NewGuid()), new ObjectRef(kind, Guid.NewGuid()));
        var from = kind == ObjectKind.Dataset ? "dataset" : "project_logs";
        for (var round = 0; round < 3; round++)
        {
            foreach (var (target, count) in new[] { (some, 40), (others, 7) })
            {
                await store.InsertAsync(target, $"[{string.Join(',', Enumerable.Range(round * 5, count).Select(n => $$"""{"id":"r{{n}}","input":{{round}}}"""))}]");
            }

            await store.InsertAsync(some, $$"""[{"id":"r{{round}}","_object_delete":true}]""");
            for (var settled = 0; settled < 2; settled++)
            {
                Assert.Equal(39 + (4 * round), await CountAsync(store, $"{from}('{some.Id}')"));
                Assert.Equal(7 + (5 * round), await CountAsync(store, $"{from}('{others.Id}')"));
                Assert.Equal(46 + (9 * round), await CountAsync(store, $"{from}('{some.Id}', '{others.Id}')"));
                Assert.Equal(0, await CountAsync(store, $"{from}('{Guid.NewGuid()}')"));
                await store.Store.CompactAsync(Token);
            }
        }
    }

    private static async Task<long> CountAsync(TemporaryStore store, string from) =>
        long.Parse(Assert.Single(await store.QueryAsync($"measures: count(1) as n | from: {from}"))["n"]!, CultureInfo.InvariantCulture);

    private static async Task<TemporaryStore> FilledAsync()
    {
        // Six segments are merged: the first six, and then each time with five more.
        const int batches = 16;
        const int size = Rows / batches;
        var store = new TemporaryStore(options => options with { MaxGenerationRows = 2 * size, MinIndexedRows = 500 });
        for (var first = 0; first < Rows; first += size)
        {
            await InsertAsync(store, Logs, [.. Enumerable.Range(first, size).Select(Row.Of)]);
            await store.Store.CompactAsync(Token);
        }

        Assert.Contains(store.Segments, segment => segment is { HasCopies: true, Rows: Rows });
        return store;
    }

    private static async Task InsertAsync(TemporaryStore store, ObjectRef target, List<Row> rows)
    {
        if (rows.Count > 0)
        {
            await store.InsertAsync(target, $"[{string.Join(',', rows.Select(row => row.Json))}]");
        }
    }

    private sealed record Row(int Number, int Group, bool IsDeleted = false)
    {
        public string Id => $"r{Number}";

        public bool IsRoot => Number % 10 == 0;

        public bool IsTagged => Number % 50 < 20;

        public string Metadata => $$"""{"group":"g{{Group}}"}""";

        public string Json
        {
            get
            {
                var parents = IsRoot ? "" : $$""","span_parents":["s{{Number / 10}}"]""";
                var tags = IsTagged ? ""","tags":["rare"]""" : "";
                return $$"""{"id":"{{Id}}","span_id":"s{{Number}}","root_span_id":"t{{Number / 10}}","input":"word {{Number % 100}}","metadata":{{Metadata}}{{parents}}{{tags}} }""";
            }
        }

        public static Row Of(int number) => new(number, number % 7);
    }
}
