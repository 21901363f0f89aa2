using System.Text;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

public sealed class EditDistanceTests
{
    // Bands are 64 rows high: lengths on both sides of their borders.
    private static readonly int[] Lengths = [0, 1, 2, 3, 7, 40, 63, 64, 65, 100, 127, 128, 129, 200];

    [Fact]
    public void Random_texts_are_as_far_apart_as_the_table_of_all_beginnings_says()
    {
        var random = new Random(7);
        for (var round = 0; round < 3_000; round++)
        {
            var left = Text(random, Lengths[random.Next(Lengths.Length)]);
            var right = random.Next(2) == 0 ? Edited(random, left) : Text(random, Lengths[random.Next(Lengths.Length)]);

            var (distance, length) = Of(left, right)!.Value;

            Assert.Equal(ReferenceEdits.Distance(left, right), distance);
            Assert.Equal(Math.Max(left.EnumerateRunes().Count(), right.EnumerateRunes().Count()), length);
            Assert.Equal((distance, length), Of(right, left));
        }
    }

    [Theory]
    [InlineData("a", 4096, "b", 4096, 4096)]
    [InlineData("𝒳", 4096, "𝒳", 1, 4095)]
    [InlineData("ab", 2048, "ba", 2048, 2)]
    [InlineData("abc", 1365, "", 0, 4095)]
    public void Texts_up_to_the_limit_are_compared(string left, int leftTimes, string right, int rightTimes, int expected) =>
        Assert.Equal(expected, Of(Repeat(left, leftTimes), Repeat(right, rightTimes))?.Distance);

    [Theory]
    [InlineData("a", 4097, "a", 4097)]
    [InlineData("a", 4097, "", 0)]
    [InlineData("", 0, "𝒳", 4097)]
    [InlineData("é", 1_000_000, "a", 1)]
    public void Longer_texts_are_not_compared(string left, int leftTimes, string right, int rightTimes) =>
        Assert.Null(Of(Repeat(left, leftTimes), Repeat(right, rightTimes)));

    [Fact]
    public void Bytes_that_are_no_characters_are_compared_nevertheless() =>
        Assert.Equal((2, 4), EditDistance.Of([(byte)'a', 0xFF, (byte)'b', 0xC3], "a-b"u8));

    private static (int Distance, int Length)? Of(string left, string right) => EditDistance.Of(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Text(Random random, int length)
    {
        string[] characters = random.Next(2) == 0 ? ["a", "b"] : ["a", "b", "c", "é", "東", "👍", "\0", " ", "\u0301", "z"];
        return string.Concat(Enumerable.Range(0, length).Select(_ => characters[random.Next(characters.Length)]));
    }

    private static string Edited(Random random, string text)
    {
        var runes = text.EnumerateRunes().ToList();
        for (var edit = random.Next(8); edit > 0; edit--)
        {
            var at = random.Next(runes.Count + 1);
            if (at < runes.Count && random.Next(2) == 0)
            {
                runes.RemoveAt(at);
            }
            else
            {
                runes.Insert(at, new Rune('x'));
            }
        }

        return string.Concat(runes);
    }
}
