using System.Text;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

public sealed class LikeFunctionTests
{
    private static readonly Gen<string> Texts = Of(9, "a", "b", "é", "𝒳", "\\", "%", "_", "A");

    private static readonly Gen<string> Patterns = Of(7, "a", "b", "é", "𝒳", "%", "%", "_", "\\%", "\\_", "\\\\", "\\a");

    [Fact]
    public void It_answers_what_the_engine_answers()
    {
        using var engine = new DuckDbInstance();
        using var connection = engine.Connect();
        Gen.Select(Texts, Patterns).Sample(
            (text, pattern) =>
            {
                using var result = connection.Query(@"SELECT ? LIKE ? ESCAPE '\'", [text, pattern]);
                Assert.True(result.Read());
                Assert.True(
                    result.GetBoolean(0) == LikeFunction.Matches(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(pattern)), $"'{text}' like '{pattern}' is {result.GetBoolean(0)}");
            },
            iter: 20_000,
            threads: 1);
    }

    // The engine's own would still be at it tomorrow.
    [Fact]
    public void Many_wildcards_over_a_long_text_end()
    {
        var text = Encoding.UTF8.GetBytes(new string('a', 60_000));
        Assert.False(LikeFunction.Matches(text, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("%a", 100)) + "%b%")));
        Assert.True(LikeFunction.Matches(text, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("%a", 100)) + "%")));
    }

    private static Gen<string> Of(int most, params string[] parts) => Gen.Int[0, parts.Length - 1].Array[0, most].Select(chosen => string.Concat(chosen.Select(i => parts[i])));

    [Theory]
    [InlineData("", true)]
    [InlineData("abc", true)]
    [InlineData("%abc%", true)]
    [InlineData("abc%", true)]
    [InlineData("%", true)]
    [InlineData("a%c", true)]
    [InlineData("%50\\% off%", true)]
    [InlineData("a%b%", true)]
    [InlineData("%a%b", false)]
    [InlineData("%a%b%", false)]
    [InlineData("a%b%c", false)]
    public void Patterns_with_one_part_to_seek_are_left_to_the_engine(string pattern, bool isSimple) => Assert.Equal(isSimple, LikeFunction.IsSimple(pattern));
}
