using Biplane.Hosting.Keys;
using CsCheck;
using Xunit;

namespace Biplane.Hosting.Tests.Keys;

public sealed class ApiKeyFormatTests
{
    [Theory]
    [InlineData(ApiKeyFormat.UserPrefix, 60)]
    [InlineData(ApiKeyFormat.ServicePrefix, 63)]
    public void A_new_key_has_the_form_and_is_plausible(string prefix, int length)
    {
        var key = ApiKeyFormat.Create(prefix);

        Assert.StartsWith(prefix, key, StringComparison.Ordinal);
        Assert.Equal(length, key.Length);
        Assert.True(ApiKeyFormat.IsPlausible(key));
        Assert.NotEqual(key, ApiKeyFormat.Create(prefix));
    }

    [Fact]
    public void One_wrong_character_is_a_typo() =>
        Gen.Select(Gen.Int[3, 59], Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]).Sample((place, character) =>
        {
            var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
            var typo = key[..place] + character + key[(place + 1)..];

            return typo == key || !ApiKeyFormat.IsPlausible(typo);
        });

    [Theory]
    [InlineData("sk-0123456789012345678901234567890123")]
    [InlineData("a key that the operator brought along, of another length")]
    public void A_foreign_key_of_32_characters_is_looked_up(string key) => Assert.True(ApiKeyFormat.IsPlausible(key));

    [Theory]
    [InlineData("sk-not-a-key")]
    [InlineData("")]
    [InlineData("sk-0123456789012345678901234567")]
    public void A_short_text_is_no_key(string key) => Assert.False(ApiKeyFormat.IsPlausible(key));

    [Fact]
    public void A_preview_shows_the_public_id_and_no_more()
    {
        var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);

        Assert.Equal(key[..11] + "****", ApiKeyFormat.Preview(key).Value);
    }
}
