using Biplane.Contracts.Objects;
using CsCheck;
using Xunit;

namespace Biplane.Contracts.Tests.Objects;

public sealed class MetadataNameTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("Größe 大きさ 🪁")]
    [InlineData("a/b?c#d")]
    public void Ordinary_names_are_names(string text) => Assert.Equal(text, MetadataName.Create(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Empty_and_broken_texts_are_none(string text) => Assert.False(MetadataName.TryCreate(text, out _));

    [Fact]
    public void Half_a_character_is_no_name()
    {
        // Not as test data: attributes are stored as UTF-8 and would repair it.
        Assert.False(MetadataName.TryCreate(((char)0xd800).ToString(), out _));
        Assert.False(MetadataName.TryCreate($"x{(char)0xdc00}y", out _));
    }

    [Fact]
    public void The_cap_holds()
    {
        Assert.True(MetadataName.TryCreate(new string('n', MetadataName.MaxLength), out _));
        Assert.False(MetadataName.TryCreate(new string('n', MetadataName.MaxLength + 1), out _));
    }

    [Fact]
    public void A_suffix_keeps_every_name_valid() => Gen.String.Where(s => MetadataName.TryCreate(s, out _)).Sample(text =>
    {
        var name = MetadataName.Create(text).WithSuffix("-0123abcd");

        return MetadataName.Check(name.Value) is null && name.Value.EndsWith("-0123abcd", StringComparison.Ordinal);
    });

    [Fact]
    public void A_suffix_does_not_cut_a_character_in_two()
    {
        var kites = string.Concat(Enumerable.Repeat("🪁", MetadataName.MaxLength / 2));

        Assert.Null(MetadataName.Check(MetadataName.Create(kites).WithSuffix("-1234567").Value));
        Assert.Null(MetadataName.Check(MetadataName.Create(kites).WithSuffix("-12345678").Value));
    }
}
