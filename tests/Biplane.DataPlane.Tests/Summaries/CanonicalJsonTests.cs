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
    [InlineData("1", "1.000")]
    [InlineData("100", "1e2")]
    [InlineData("1e300", "10e299")]
    [InlineData("null", "")]
    public void Values_that_mean_the_same_are_equal(string left, string right) => Assert.Equal(Key(left), Key(right));

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("[1,2]", "[2,1]")]
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

    private static UInt128 Key(string json) => CanonicalJson.Key(Encoding.UTF8.GetBytes(json));
}
