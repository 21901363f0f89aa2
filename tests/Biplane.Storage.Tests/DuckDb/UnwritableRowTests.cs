using Biplane.Model;
using Biplane.Model.Rows;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>A row for which the writer has no answer is its sender's trouble alone.</summary>
public sealed class UnwritableRowTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));

    [Fact]
    public async Task It_fails_alone_and_the_store_goes_on_writing()
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, """[{"id":"bad","metadata":{"a":1}}]""");

        // Together, so that the writer takes them in one batch.
        var writes = Enumerable.Range(0, 40).Select(i => (Index: i, Write: Task.Run(() => store.Store.WriteAsync([i % 10 == 5 ? Unwritable() : Row(i)], TestContext.Current.CancellationToken)))).ToList();
        foreach (var (index, write) in writes)
        {
            if (index % 10 == 5)
            {
                await Assert.ThrowsAsync<NullReferenceException>(() => write);
            }
            else
            {
                await write;
            }
        }

        Assert.False(store.Store.GetStatus().IsReadOnly);
        await store.InsertAsync(Logs, """[{"id":"later"}]""");
        await store.ReopenAsync();
        Assert.Equal(38, (await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | limit: 100")).Count);
    }

    private static EventRow Row(int i) => new() { Object = Logs, Id = $"r{i}" };

    // No reader of requests makes such a row: it stands for a fault that we do not know of.
    private static EventRow Unwritable()
    {
        var row = new EventRow { Object = Logs, Id = "bad", IsMerge = true, ArrayDeletes = [null!] };
        row[EventField.Metadata] = """{"b":2}"""u8.ToArray();
        return row;
    }
}
