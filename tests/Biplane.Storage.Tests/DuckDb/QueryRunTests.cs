using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>A query leaves nothing behind for the next one, which may have its connection.</summary>
public sealed class QueryRunTests
{
    [Fact]
    public async Task A_transaction_that_failed_while_it_began_is_not_left_to_the_next_query()
    {
        using var instance = new DuckDbInstance();
        using var slots = new QuerySlots(instance, scans: 1, TimeProvider.System);
        await UseAsync(slots, run =>
        {
            // As an interrupt leaves it: begun, and failed.
            run.Connection.Execute("BEGIN");
            Assert.Throws<DuckDbException>(() => run.Connection.Execute("SELECT error('as an interrupt')"));
            Assert.Throws<DuckDbException>(run.Begin);
            return false;
        });

        Assert.Equal(1, await UseAsync(slots, One));
    }

    [Fact]
    public async Task A_connection_whose_transaction_cannot_be_ended_is_not_used_again()
    {
        using var instance = new DuckDbInstance();
        using var slots = new QuerySlots(instance, scans: 1, TimeProvider.System);
        var first = await UseAsync(slots, run =>
        {
            run.Begin();
            run.Connection.Execute("ROLLBACK");
            return run.Connection;
        });

        var second = await UseAsync(slots, run =>
        {
            Assert.Equal(1, One(run));
            return run.Connection;
        });
        Assert.NotSame(first, second);
        Assert.Same(second, await UseAsync(slots, run => run.Connection));
    }

    [Fact]
    public async Task Queries_that_are_stopped_at_any_time_leave_connections_that_work()
    {
        using var instance = new DuckDbInstance();
        using var slots = new QuerySlots(instance, scans: 1, TimeProvider.System);
        for (var i = 0; i < 500; i++)
        {
            await UseAsync(slots, async run =>
            {
                using var stopping = new CancellationTokenSource();
                var interrupting = Task.Run(
                    () =>
                    {
                        while (!stopping.IsCancellationRequested)
                        {
                            run.Connection.Interrupt();
                        }
                    },
                    CancellationToken.None);
                try
                {
                    One(run);
                }
                catch (DuckDbException error)
                {
                    Assert.True(error.IsInterrupted, error.Message);
                }

                await stopping.CancelAsync();
                await interrupting;
                return true;
            });
        }

        Assert.Equal(1, await UseAsync(slots, One));
    }

    private static long One(QueryRun run)
    {
        run.Begin();
        return run.Connection.Scalar("SELECT 1::BIGINT");
    }

    private static Task<T> UseAsync<T>(QuerySlots slots, Func<QueryRun, T> use) => UseAsync(slots, run => Task.FromResult(use(run)));

    private static async Task<T> UseAsync<T>(QuerySlots slots, Func<QueryRun, Task<T>> use)
    {
        var slot = await slots.TakeAsync(QueryWeight.Keyed, new QueryShare(Guid.Empty), TestContext.Current.CancellationToken);
        using var run = new QueryRun(slots, slot, new FileSnapshot([], _ => { }), CancellationToken.None);
        return await use(run);
    }
}
