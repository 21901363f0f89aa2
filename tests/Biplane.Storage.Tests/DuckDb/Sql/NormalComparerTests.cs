using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

public sealed class NormalComparerTests
{
    [Theory]
    [InlineData("""{"a":1003.09589035}""", """{"a":1003.09589036}""", true)]
    [InlineData("""{"a":1003.0958903}""", """{"a":1003.0958904}""", false)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("""{"a":0}""", """{"a":1E-300}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":1}""", """{"b":1}""", false)]
    [InlineData("""{"a":[1,{"b":null}]}""", """{"a":[1,{"b":null}]}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", false)]
    [InlineData("""{"a":null}""", """{"a":0}""", false)]
    public void Numbers_may_differ_in_their_last_digit_and_nothing_else(string x, string y, bool areEqual) => Assert.Equal(areEqual, NormalComparer.Instance.Equals(x, y));
}
