using Biplane.Storage.DuckDb.Reading;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

public sealed class LowPriorityThreadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_work_waits_for_other_work()
    {
        using var threads = new LowPriorityThreads();
        using var all = new Barrier(8);
        var met = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => threads.RunAsync(() => all.SignalAndWait(Patience, Token))));
        Assert.All(met, Assert.True);
    }

    [Fact]
    public async Task Threads_are_kept_for_the_next_work()
    {
        using var threads = new LowPriorityThreads();
        var used = new HashSet<int>();
        for (var i = 0; i < 200; i++)
        {
            used.Add(await threads.RunAsync(() => Environment.CurrentManagedThreadId));

            // It is free a moment after its work is done.
            await Task.Delay(i % 20 == 0 ? 5 : 0, Token);
        }

        Assert.InRange(used.Count, 1, 20);
    }

    [Fact]
    public async Task What_work_throws_is_for_who_awaits_it()
    {
        using var threads = new LowPriorityThreads();
        await Assert.ThrowsAsync<InvalidDataException>(() => threads.RunAsync<int>(() => throw new InvalidDataException()));
        Assert.Equal(1, await threads.RunAsync(() => 1));
    }

    [Fact]
    public async Task Work_that_was_taken_on_is_done_and_later_work_is_refused()
    {
        var threads = new LowPriorityThreads();
        using var go = new ManualResetEventSlim();
        var begun = threads.RunAsync(() => go.Wait(Patience, Token));
        threads.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => threads.RunAsync(() => 1));
        go.Set();
        Assert.True(await begun);
    }
}
