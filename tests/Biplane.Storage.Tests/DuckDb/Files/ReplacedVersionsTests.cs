using Biplane.Storage.DuckDb.Files;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Files;

public sealed class ReplacedVersionsTests
{
    [Fact]
    public void A_version_is_left_out_by_who_sees_the_one_that_replaces_it()
    {
        var versions = new ReplacedVersions();
        Assert.True(versions.IsEmpty);

        versions.Add(0, by: 3);
        versions.Add(3, by: 7);

        Assert.False(versions.IsEmpty);
        Assert.Equal([0, 1, 2], Current(versions, seen: 3, asked: [0, 1, 2]));
        Assert.Equal([1, 2, 3], Current(versions, seen: 4, asked: [0, 1, 2, 3]));
        Assert.Equal([1, 2, 3, 4, 5, 6], Current(versions, seen: 7, asked: [0, 1, 2, 3, 4, 5, 6]));
        Assert.Equal([1, 2, 4, 5, 6, 7, 100_000], Current(versions, seen: long.MaxValue, asked: [0, 1, 2, 3, 4, 5, 6, 7, 100_000]));
    }

    [Fact]
    public void A_version_is_deleted_with_all_that_it_has_replaced()
    {
        var versions = new ReplacedVersions();
        versions.Add(0, by: 3);
        versions.Add(1, by: 2);
        versions.Add(3, by: 7);
        versions.Add(2_000, by: 2_001);

        Assert.Equal([0, 3, 7], versions.WithEarlier([7]).Order());
        Assert.Equal([1, 2, 2_000, 2_001, 9_000], versions.WithEarlier([2, 2_001, 9_000]).Order());
        Assert.Empty(versions.WithEarlier([]));
    }

    [Fact]
    public void What_a_failed_commit_had_noted_is_forgotten()
    {
        var versions = new ReplacedVersions();
        versions.Add(0, by: 3);
        versions.Add(1, by: 4);

        versions.Reset([(0, 3)]);
        Assert.Equal([1, 2, 3], Current(versions, seen: long.MaxValue, asked: [0, 1, 2, 3]));

        versions.Reset([]);
        Assert.True(versions.IsEmpty);
    }

    private static IEnumerable<long> Current(ReplacedVersions versions, long seen, long[] asked)
    {
        foreach (var position in asked)
        {
            if (!ReplacedVersions.IsReplaced(versions.Noted, position, seen))
            {
                yield return position;
            }
        }
    }
}
