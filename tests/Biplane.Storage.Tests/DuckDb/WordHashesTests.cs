using System.Globalization;
using System.Text;
using Biplane.Storage.DuckDb.Search;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>The words of one field, which may be of hundreds of megabytes.</summary>
public sealed class WordHashesTests
{
    // A server that is asked to stop reads no more of it.
    [Fact]
    public void The_words_of_a_large_field_are_given_up_in_the_middle()
    {
        using var stopping = new CancellationTokenSource();
        stopping.Cancel();
        var hashes = new DistinctHashes();
        Assert.Throws<OperationCanceledException>(() => WordHashes.AddJson(hashes, new HashLog(), new HashLog(), Numbers(1_000_000), new WordList(), stopping.Token));
        Assert.InRange(hashes.Count, 1, 100_000);
    }

    [Fact]
    public void No_more_of_a_field_is_read_than_a_block_keeps()
    {
        var (hashes, pairs, parts) = (new DistinctHashes(), new HashLog(), new HashLog());
        WordHashes.AddJson(hashes, pairs, parts, Numbers(9_000_000), new WordList(), TestContext.Current.CancellationToken);
        Assert.True(parts.IsFull);
        Assert.InRange(hashes.Count, 4_000_000, 4_500_000);
        hashes.Clear();
        WordHashes.AddJson(hashes, pairs, parts, "\"another\""u8, new WordList(), TestContext.Current.CancellationToken);
        Assert.Equal(0, hashes.Count);
    }

    private static byte[] Numbers(int count)
    {
        var text = new StringBuilder("\"");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i:x}\\n");
        }

        return Encoding.UTF8.GetBytes(text.Append('"').ToString());
    }
}
