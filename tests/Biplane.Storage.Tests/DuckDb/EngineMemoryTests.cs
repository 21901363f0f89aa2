using Biplane.Storage.DuckDb;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.DuckDb.Settling;
using Biplane.Testing;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

public sealed class EngineMemoryTests
{
    private const int Numbers = 300_000;

    [Fact]
    public async Task Queries_that_come_while_buffers_are_dropped_wait_and_are_answered()
    {
        using var folder = new TemporaryFolder();
        using var instance = new DuckDbInstance();
        using var slots = new QuerySlots(instance, scans: 1, TimeProvider.System);
        using var memory = new EngineMemory(instance, new DuckDbStoreOptions { Folder = folder.Path, MaxMemoryBytes = 512L << 20 });
        using (var connection = instance.Connect())
        {
            connection.Execute($"SET temp_directory=''; CREATE TABLE numbers AS SELECT i FROM range({Numbers}) t(i)");
        }

        using var enough = new CancellationTokenSource();
        var answers = 0;
        var asking = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var slot = await slots.TakeAsync(QueryWeight.Scan, new QueryShare(Guid.Empty, IsBackground: false), CancellationToken.None);
                Assert.Equal(Numbers, slot.Connection.Scalar("SELECT count(*) FROM (SELECT i FROM numbers GROUP BY i)"));
                slots.Return(slot);
                Interlocked.Increment(ref answers);
            }
        }, CancellationToken.None);
        var dropped = 0;
        while ((dropped < 20 || Volatile.Read(ref answers) < 50) && !asking.IsCompleted)
        {
            dropped += slots.IfIdle(memory.DropBuffers) ? 1 : 0;
        }

        await enough.CancelAsync();
        await asking;
    }

    [Fact]
    public async Task Buffers_are_not_dropped_while_a_query_runs()
    {
        using var instance = new DuckDbInstance();
        using var slots = new QuerySlots(instance, scans: 1, TimeProvider.System);
        var slot = await slots.TakeAsync(QueryWeight.Keyed, new QueryShare(Guid.Empty, IsBackground: false), CancellationToken.None);
        Assert.False(slots.IfIdle(() => Assert.Fail("A query runs.")));
        slots.Return(slot);
        var isDone = false;
        Assert.True(slots.IfIdle(() => isDone = true));
        Assert.True(isDone);
    }
}
