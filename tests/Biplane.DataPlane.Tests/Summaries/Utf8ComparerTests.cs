using System.Text;
using Biplane.DataPlane.Summaries;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

public sealed class Utf8ComparerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("trace")]
    [InlineData("größer 🙂 ไทย")]
    public void A_text_is_found_by_its_bytes(string text)
    {
        var long_ = text + new string('x', 2_000) + text;
        var found = new Dictionary<string, int>(Utf8Comparer.Instance) { [text] = 1, [long_] = 2 };
        var byBytes = found.GetAlternateLookup<ReadOnlySpan<byte>>();

        Assert.Equal(1, byBytes[Encoding.UTF8.GetBytes(text)]);
        Assert.Equal(2, byBytes[Encoding.UTF8.GetBytes(long_)]);
        Assert.False(byBytes.ContainsKey(Encoding.UTF8.GetBytes(text + "y")));
        byBytes[Encoding.UTF8.GetBytes(text + "y")] = 3;
        Assert.Equal(3, found[text + "y"]);
    }
}
