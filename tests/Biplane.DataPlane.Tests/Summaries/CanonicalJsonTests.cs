using System.Text;
using Biplane.DataPlane.Summaries;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[2,{"c":null}]}""", """ { "b" : [ 2.0, { "c" : null } ], "a" : 1e0 } """)]
    [InlineData("\"é\"", "\"\\u00e9\"")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1,"b":{"c":1,"a":0,"c":2},"a":[2]}""", """{"b":{"a":0,"c":2},"a":[2]}""")]
    [InlineData("""{"\u0061\n":"\u0061\n"}""", """{"a\n":"a\u000a"}""")]
    [InlineData("1", "1.000")]
    [InlineData("100", "1e2")]
    [InlineData("1e300", "10e299")]
    [InlineData("null", "")]
    public void Values_that_mean_the_same_are_equal(string left, string right) => Assert.Equal(Key(left), Key(right));

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1,2]", "[[1,2]]")]
    [InlineData("[]", "[[]]")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1}""")]
    [InlineData("""{"a":"b"}""", """["a","b"]""")]
    [InlineData("true", "\"true\"")]
    [InlineData("[1,[2]]", "[[1],2]")]
    [InlineData("{}", "[]")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("12345678901234567890", "12345678901234567891")]
    [InlineData("""["a","b"]""", """["a,b"]""")]
    [InlineData("""{"a":1}""", """{"A":1}""")]
    [InlineData("\"\"", "null")]
    public void Values_that_differ_are_not(string left, string right) => Assert.NotEqual(Key(left), Key(right));

    [Fact]
    public void Deep_values_are_no_danger()
    {
        var deep = new string('[', 900) + new string(']', 900);

        Assert.Equal(Key(deep), Key(" " + deep));
    }

    [Fact]
    public void Random_values_are_equal_exactly_when_their_sorted_texts_are()
    {
        var random = new Random(7);
        var keys = new CanonicalJson();
        var known = new Dictionary<UInt128, string>();
        for (var i = 0; i < 20_000; i++)
        {
            var (shuffled, sorted) = Value(random, depth: 0);

            var key = keys.Key(Encoding.UTF8.GetBytes(shuffled));

            Assert.Equal(keys.Key(Encoding.UTF8.GetBytes(sorted)), key);
            Assert.Equal(sorted, known.TryGetValue(key, out var same) ? same : known[key] = sorted);
        }

        Assert.InRange(known.Count, 1_000, 19_999);
    }

    // A value twice: with its members in random order and white space between, and with sorted members.
    private static (string Shuffled, string Sorted) Value(Random random, int depth)
    {
        switch (random.Next(depth > 3 ? 3 : 5))
        {
            case 0:
                return Same(random.Next(20).ToString(System.Globalization.CultureInfo.InvariantCulture));
            case 1:
                return Same($"\"{(char)('a' + random.Next(5))}\"");
            case 2:
                return Same(new[] { "true", "false", "null" }[random.Next(3)]);
            case 3:
                var elements = Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)).ToList();
                return ($"[ {string.Join(" ,", elements.Select(e => e.Shuffled))}]", $"[{string.Join(',', elements.Select(e => e.Sorted))}]");
            default:
                var members = "abcd"[..random.Next(5)].Select(name => (Name: name, Value: Value(random, depth + 1))).ToArray();
                var sorted = $"{{{string.Join(',', members.Select(m => $"\"{m.Name}\":{m.Value.Sorted}"))}}}";
                random.Shuffle(members);
                return ($"{{ {string.Join(" , ", members.Select(m => $"\"{m.Name}\" :{m.Value.Shuffled}"))} }}", sorted);
        }

        static (string Shuffled, string Sorted) Same(string text) => (text, text);
    }

    private static UInt128 Key(string json) => new CanonicalJson().Key(Encoding.UTF8.GetBytes(json));
}
