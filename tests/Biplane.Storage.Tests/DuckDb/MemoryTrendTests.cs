using Biplane.Storage.DuckDb.Reading;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Limits here: 1000 MiB of memory, 500 MiB of disk.</summary>
public sealed class MemoryTrendTests
{
    private readonly MemoryTrend _trend = new(1_000L << 20, 500L << 20);

    [Fact]
    public void Memory_that_is_held_near_the_limit_and_not_given_back_is_too_much()
    {
        Assert.Equal(10, LooksUntilTooMuch(_ => 950, _ => 0));
        _trend.Forget();
        Assert.Equal(10, LooksUntilTooMuch(_ => 950, _ => 200));
    }

    [Fact]
    public void What_still_grows_to_the_limit_or_moves_to_disk_and_back_is_not_stopped()
    {
        Assert.Null(LooksUntilTooMuch(look => Math.Min(10 * look, 990), look => Math.Max(0, look - 95)));
        _trend.Forget();
        Assert.Null(LooksUntilTooMuch(_ => 990, look => look < 200 ? look * 2 : 800 - (look * 2)));
        _trend.Forget();
        Assert.Null(LooksUntilTooMuch(_ => 890, _ => 100));
    }

    [Fact]
    public void More_on_disk_than_allowed_is_too_much_at_the_second_look()
    {
        Assert.Equal(1, LooksUntilTooMuch(_ => 100, _ => 501));
        _trend.Forget();
        Assert.Null(LooksUntilTooMuch(_ => 100, look => look % 2 == 0 ? 501 : 499));
    }

    // The number of the look, from zero on; null when 400 looks find nothing.
    private int? LooksUntilTooMuch(Func<int, long> memory, Func<int, long> spilled) => Enumerable.Range(0, 400)
        .Where(look => _trend.IsTooMuch(memory(look) << 20, spilled(look) << 20))
        .Select(look => (int?)look)
        .FirstOrDefault();
}
