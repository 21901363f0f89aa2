using Biplane.DataPlane.Requests;
using Biplane.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Requests;

public sealed class BodyBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_does_not_fit_waits_until_another_is_done()
    {
        var budget = new BodyBudget(100, 0, Patience, _time);
        await budget.AcquireAsync(80, hasBegun: false, Token);

        var second = budget.AcquireAsync(30, hasBegun: false, Token).AsTask();
        Assert.False(second.IsCompleted);
        budget.Release(80);
        await second;

        Assert.Equal(30, budget.Taken);
    }

    [Fact]
    public async Task Small_bodies_do_not_overtake_a_large_one()
    {
        var budget = new BodyBudget(100, 0, Patience, _time);
        await budget.AcquireAsync(60, hasBegun: false, Token);

        var large = budget.AcquireAsync(90, hasBegun: false, Token).AsTask();
        var small = budget.AcquireAsync(10, hasBegun: false, Token).AsTask();
        Assert.False(small.IsCompleted);

        budget.Release(60);
        await large;
        await small;
        Assert.Equal(100, budget.Taken);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_to_come_back_and_takes_no_room()
    {
        var budget = new BodyBudget(100, 0, Patience, _time);
        await budget.AcquireAsync(100, hasBegun: false, Token);

        var second = budget.AcquireAsync(1, hasBegun: false, Token).AsTask();
        _time.Advance(Patience);

        await Assert.ThrowsAsync<StoreBusyException>(() => second);
        budget.Release(100);
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_lets_the_next_one_in()
    {
        var budget = new BodyBudget(100, 0, Patience, _time);
        await budget.AcquireAsync(50, hasBegun: false, Token);
        using var gone = new CancellationTokenSource();
        var first = budget.AcquireAsync(80, hasBegun: false, gone.Token).AsTask();
        var next = budget.AcquireAsync(50, hasBegun: false, Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await next;
        Assert.Equal(100, budget.Taken);
    }

    [Fact]
    public async Task A_body_that_has_begun_goes_before_new_ones_and_into_the_room_kept_for_it()
    {
        var budget = new BodyBudget(100, 50, Patience, _time);
        await budget.AcquireAsync(30, hasBegun: false, Token);
        var stranger = budget.AcquireAsync(30, hasBegun: false, Token).AsTask();

        await budget.AcquireAsync(60, hasBegun: true, Token);
        var more = budget.AcquireAsync(20, hasBegun: true, Token).AsTask();
        Assert.False(stranger.IsCompleted || more.IsCompleted);

        budget.Release(90);
        await more;
        await stranger;
        Assert.Equal(50, budget.Taken);
    }
}
