using System.Text.Json.Nodes;
using Biplane.Model;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>What the embedded engine leaves in its files.</summary>
public sealed class ReadingTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));

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

    private static async Task<List<string>> IdsAsync(TemporaryStore store, string query) =>
        [.. (await store.QueryAsync(query)).Select(row => row["id"]!)];
}
