using System.Collections.Concurrent;
using Biplane.Storage.DuckDb.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Native;

public sealed class EngineThreadsTests
{
    private const string Threads = "/proc/self/task";
    private const int Tries = 200;

    [Fact]
    public async Task Threads_of_the_engine_stand_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads have priorities of their own on Linux only.");
        var before = Directory.GetDirectories(Threads);
        using var engine = new DuckDbInstance(threads: 4);

        // They lower themselves when they have started; other tests start threads too.
        var own = ThreadPriority.OfThis();
        for (var i = 0; i < Tries && Behind() < 3; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(Behind() >= 3, $"{Behind()} threads stand back.");

        int Behind() => Directory.GetDirectories(Threads).Except(before).Count(thread => ThreadPriority.Of(thread) > own);
    }

    [Fact]
    public void Held_they_leave_statements_to_who_calls_for_them()
    {
        using var engine = new DuckDbInstance(threads: 3);
        using var connection = engine.Connect();
        var seen = new ConcurrentDictionary<int, int>();
        ScalarFunction.Register(connection, "here", _ =>
        {
            seen.TryAdd(Environment.CurrentManagedThreadId, 0);
            return -1;
        });
        connection.Execute("CREATE TABLE numbers AS SELECT i::DOUBLE AS i FROM range(2000000) t(i)");

        using (connection.HoldThreads())
        {
            // One that wakes at this moment may take a piece of the first.
            Assert.True(RunsUntil(() => seen.Count == 1));
            for (var i = 0; i < 20; i++)
            {
                Run();
                Assert.Equal([Environment.CurrentManagedThreadId], seen.Keys);
            }
        }

        Assert.True(RunsUntil(() => seen.Count > 1));

        void Run()
        {
            seen.Clear();
            Assert.Equal(2_000_000, connection.Scalar("SELECT count(*) FROM numbers WHERE here(i) >= 0"));
        }

        bool RunsUntil(Func<bool> holds)
        {
            for (var i = 0; i < Tries; i++)
            {
                Run();
                if (holds())
                {
                    return true;
                }
            }

            return false;
        }
    }

    [Fact]
    public async Task Several_may_hold_them_at_a_time_while_others_ask()
    {
        using var engine = new DuckDbInstance(threads: 3);
        using (var connection = engine.Connect())
        {
            connection.Execute("CREATE TABLE numbers AS SELECT i FROM range(200000) t(i)");
        }

        var sum = (200_000L * 199_999) / 2;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            using var connection = engine.Connect();
            for (var i = 0; i < 100; i++)
            {
                using var hold = worker % 2 == 0 ? connection.HoldThreads() : default;
                Assert.Equal(sum, connection.Scalar("SELECT sum(i)::BIGINT FROM numbers WHERE i >= 0"));
            }
        })));
    }

    [Fact]
    public async Task They_end_whenever_they_are_told_to()
    {
        for (var i = 0; i < Tries; i++)
        {
            var engine = new DuckDbInstance(threads: 6);
            using (var connection = engine.Connect())
            {
                for (var hold = 0; hold < i % 20; hold++)
                {
                    using var held = connection.HoldThreads();
                    connection.Execute("SELECT sum(i) FROM range(20000) t(i)");
                }
            }

            // One that is never woken is waited for without an end.
            await Task.Run(engine.Dispose, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void An_engine_with_one_thread_answers()
    {
        using var engine = new DuckDbInstance(threads: 1);
        using var connection = engine.Connect();
        using var hold = connection.HoldThreads();
        Assert.Equal(499_500, connection.Scalar("SELECT sum(i)::BIGINT FROM range(1000) t(i)"));
    }
}
