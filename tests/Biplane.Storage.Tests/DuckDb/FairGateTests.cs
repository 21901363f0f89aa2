using Biplane.Storage.DuckDb.Reading;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

public sealed class FairGateTests
{
    private static readonly Guid Busy = Guid.NewGuid();
    private static readonly Guid Quiet = Guid.NewGuid();

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
}
