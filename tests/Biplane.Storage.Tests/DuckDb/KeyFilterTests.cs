using Biplane.Storage.DuckDb.Keys;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

public sealed class KeyFilterTests
{
    [Fact]
    public void A_key_that_was_put_in_is_never_denied() => Gen.ULong.Array[0, 3_000].Sample(keys =>
    {
        var filter = KeyFilter.Build(keys);

        return keys.All(filter.MayContain);
    });

    [Fact]
    public void Other_keys_pass_about_once_in_65_536()
    {
        var random = new Random(5);
        var keys = Enumerable.Range(0, 200_000).Select(_ => (ulong)random.NextInt64()).ToArray();
        var filter = KeyFilter.Build(keys);

        var passed = Enumerable.Range(0, 1_000_000).Count(_ => filter.MayContain((ulong)random.NextInt64() | (1UL << 63)));

        Assert.InRange(passed, 0, 60);
        Assert.True(filter.ByteSize < keys.Length * 2.6);
    }

    [Fact]
    public void An_empty_filter_denies_everything() => Assert.False(KeyFilter.Build([]).MayContain(42));
}
