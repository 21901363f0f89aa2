using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Transactions;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Reads over many files give what one sorted list would.</summary>
public sealed class ReadingTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));
    private static readonly ObjectRef Dataset = new(ObjectKind.Dataset, Guid.Parse("1b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b12"));

    [Fact]
    public async Task Pages_over_many_files_repeat_nothing_and_leave_nothing_out()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 30, MaxSegmentRows = 200 });
        for (var i = 0; i < 200; i++)
        {
            await store.InsertAsync(Logs, $$"""[{"id":"r{{i}}","input":{"n":{{i}} },"metadata":{"odd":{{(i % 2 == 1 ? "true" : "false")}} } }]""");
        }

        // Old rows move to the newest file and keep their place.
        await store.InsertAsync(Logs, """[{"id":"r3","_is_merge":true,"output":"late"},{"id":"r150","_object_delete":true}]""");

        var expected = Enumerable.Range(0, 200).Where(i => i != 150).Select(i => $"r{i}").Reverse().ToList();
        Assert.Equal(expected, await PagesAsync(store, $"select: id | from: project_logs('{Logs.Id}')", 17));
        var odd = expected.Where(id => int.Parse(id.AsSpan(1), null) % 2 == 1).ToList();
        Assert.Equal(odd, await PagesAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: metadata.odd = true", 9));
        odd.Reverse();
        Assert.Equal(odd, await PagesAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: metadata.odd = true | sort: _pagination_key asc", 9));
    }

    [Fact]
    public async Task Pages_of_traces_show_each_trace_once()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 30, MaxSegmentRows = 200 });
        for (var i = 0; i < 150; i++)
        {
            var trace = $"t{i % 25}";
            await store.InsertAsync(
                Logs,
                $$"""[{"id":"s{{i}}","span_id":"s{{i}}","root_span_id":"{{trace}}","span_parents":{{(i < 25 ? "null" : "[\"s" + (i % 25) + "\"]")}},"input":"{{trace}}"}]""");
        }

        var pages = await PagesAsync(store, $"select: * | from: project_logs('{Logs.Id}') summary", 4, column: "root_span_id");

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"t{i}").Order(), pages.Order());
    }

    [Fact]
    public async Task A_dataset_reads_as_of_any_version()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 10 });
        var versions = new List<(TransactionId Version, string[] Ids)>();
        var live = new SortedSet<string>(StringComparer.Ordinal);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            var id = $"d{random.Next(8)}";
            var isDelete = live.Contains(id) && random.Next(2) == 0;
            var receipt = await store.InsertAsync(Dataset, isDelete ? $$"""[{"id":"{{id}}","_object_delete":true}]""" : $$"""[{"id":"{{id}}","input":{{i}}}]""");
            _ = isDelete ? live.Remove(id) : live.Add(id);
            versions.Add((receipt.Transaction, [.. live]));
        }

        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        await store.ReopenAsync();
        foreach (var (version, ids) in versions)
        {
            Assert.Equal(ids, (await IdsAsync(store, $"select: id | from: dataset('{Dataset.Id}')", version)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Large_values_filter_and_come_back_whole()
    {
        await using var store = new TemporaryStore();
        var text = new string('x', 300_000) + "needle";
        await store.InsertAsync(Logs, new JsonArray(new JsonObject { ["id"] = "big", ["input"] = new JsonObject { ["t"] = text, ["n"] = 7 } }).ToJsonString());
        await store.InsertAsync(Logs, """[{"id":"small","input":{"n":8}}]""");

        Assert.Equal(["big"], await IdsAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: input.n = 7"));
        var rows = await store.QueryAsync($"select: id, input | from: project_logs('{Logs.Id}') | filter: id = 'big'");
        Assert.Equal(text, JsonNode.Parse(rows[0]["input"]!)!["t"]!.GetValue<string>());
    }

    [Fact]
    public async Task Erased_rows_leave_no_bytes_in_any_file()
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, """[{"id":"gone","input":"secret-aaaa","metadata":{"k":"secret-bbbb"}},{"id":"kept","input":"public-cccc"}]""");
        await store.InsertAsync(Logs, new JsonArray(new JsonObject { ["id"] = "gone-big", ["output"] = "secret-dddd" + new string('y', 100_000) }).ToJsonString());
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        await store.InsertAsync(Logs, """[{"id":"gone","_is_merge":true,"output":"secret-eeee"}]""");
        Assert.NotEmpty(store.FilesWith("secret-aaaa"));
        Assert.NotEmpty(store.FilesWith("secret-dddd"));

        await store.InsertAsync(Logs, """[{"id":"gone","_object_delete":true},{"id":"gone-big","_object_delete":true}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        Assert.All((string[])["secret-aaaa", "secret-bbbb", "secret-dddd", "secret-eeee", "gone-big"], text => Assert.Empty(store.FilesWith(text)));
        Assert.Equal(["kept"], await IdsAsync(store, $"select: id | from: project_logs('{Logs.Id}')"));
    }

    private static async Task<List<string>> PagesAsync(TemporaryStore store, string query, int page, string column = "id")
    {
        var all = new List<string>();
        string? cursor = null;
        while (true)
        {
            var rows = await store.QueryAsync($"{query} | limit: {page}" + (cursor is null ? "" : $" | cursor: '{cursor}'"));
            if (rows.Count == 0)
            {
                return all;
            }

            all.AddRange(rows.Select(row => row[column]!));
            cursor = rows[^1]["cursor"];
        }
    }

    private static async Task<List<string>> IdsAsync(TemporaryStore store, string query, TransactionId? version = null) =>
        [.. (await store.QueryAsync(query, version)).Select(row => row["id"]!)];
}
