using Biplane.Storage.DuckDb.Reading;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

public sealed class FairGateTests
{
    private static readonly QueryShare Busy = new(Guid.NewGuid());
    private static readonly QueryShare Quiet = new(Guid.NewGuid());

    [Fact]
    public async Task Who_asks_once_does_not_wait_for_all_of_who_asks_a_hundred_times()
    {
        var gate = new FairGate(places: 2, maxWaiting: 200);
        var busy = Enumerable.Range(0, 100).Select(_ => gate.EnterAsync(Busy, CancellationToken.None).AsTask()).ToList();
        var quiet = gate.EnterAsync(Quiet, CancellationToken.None).AsTask();
        Assert.Equal(2, busy.Count(entered => entered.IsCompleted));
        Assert.False(quiet.IsCompleted);

        gate.Leave(Busy);
        await quiet.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, busy.Count(entered => entered.IsCompleted));
        Assert.Equal(2, gate.Running);
        Assert.Equal(98, gate.Waiting);
    }

    [Fact]
    public async Task Places_are_given_in_the_order_of_asking_within_a_share_and_every_place_comes_back()
    {
        var gate = new FairGate(places: 1, maxWaiting: 20);
        await gate.EnterAsync(Busy, CancellationToken.None);
        var order = new List<int>();
        var waiting = Enumerable.Range(0, 10).Select(async i =>
        {
            await gate.EnterAsync(Busy, CancellationToken.None);
            order.Add(i);
            gate.Leave(Busy);
        }).ToList();
        gate.Leave(Busy);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 10), order);
        Assert.Equal((0, 0), (gate.Running, gate.Waiting));
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_line()
    {
        var gate = new FairGate(places: 1, maxWaiting: 1);
        await gate.EnterAsync(Busy, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = gate.EnterAsync(Quiet, gone.Token).AsTask();
        await Assert.ThrowsAsync<StoreBusyException>(() => gate.EnterAsync(Quiet, CancellationToken.None).AsTask());

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, gate.Waiting);
        var next = gate.EnterAsync(Quiet, CancellationToken.None).AsTask();
        gate.Leave(Busy);
        await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, gate.Running);
    }

    [Fact]
    public async Task Who_works_in_the_background_goes_last_and_leaves_a_place_free()
    {
        var background = new QueryShare(Busy.Object, IsBackground: true);
        var gate = new FairGate(places: 3, maxWaiting: 20);
        var jobs = Enumerable.Range(0, 3).Select(_ => gate.EnterAsync(background, CancellationToken.None).AsTask()).ToList();
        Assert.Equal(2, jobs.Count(entered => entered.IsCompleted));
        await gate.EnterAsync(Busy, CancellationToken.None);

        var late = gate.EnterAsync(Busy, CancellationToken.None).AsTask();
        gate.Leave(background);
        await late.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, jobs.Count(entered => entered.IsCompleted));

        gate.Leave(background);
        await jobs[2].WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        gate.Leave(background);
        gate.Leave(Busy);
        gate.Leave(Busy);
        Assert.Equal((0, 0), (gate.Running, gate.Waiting));
    }

    [Fact]
    public async Task A_single_place_is_for_the_background_too()
    {
        var gate = new FairGate(places: 1, maxWaiting: 1);

        await gate.EnterAsync(new QueryShare(Busy.Object, IsBackground: true), CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
