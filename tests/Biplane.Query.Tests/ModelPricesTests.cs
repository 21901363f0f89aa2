using System.Text;
using Biplane.Query.Prices;
using Xunit;

namespace Biplane.Query.Tests;

public sealed class ModelPricesTests
{
    [Theory]
    [InlineData("gpt-4o", 2.5)]
    [InlineData("GPT-4o", 2.5)]
    [InlineData("gpt-4o-2099-01-01", 2.5)]
    [InlineData("gpt-4o-latest", 2.5)]
    [InlineData("models/gemini-2.5-flash@20250929", 0.3)]
    [InlineData("claude-sonnet-4-5-20250929", 3.0)]
    [InlineData("eu.us.claude-3-opus-20240229-v1:0", 15.0)]
    public void A_model_is_found_by_any_of_its_names(string name, double input) => Assert.Equal(input, ModelPrices.Default.Find(name)?.Input);

    [Theory]
    [InlineData("")]
    [InlineData("house-model")]
    [InlineData("gpt")]
    public void A_name_that_nobody_knows_has_no_price(string name) => Assert.Null(ModelPrices.Default.Find(name));

    [Fact]
    public void An_operators_price_wins_over_every_form_of_the_name_and_leaves_the_others()
    {
        var prices = ModelPrices.Default.With(Parse("""{"models":[{"name":"gpt-4o","input":1},{"prefix":"House-","input":2,"output":3,"cacheRead":1}]}"""));

        Assert.Equal(new ModelPrice(1, 0, null, null, null), prices.Find("openai/gpt-4o-2024-08-06"));
        Assert.Equal(new ModelPrice(2, 3, 1, null, null), prices.Find("house-model"));
        Assert.Equal(ModelPrices.Default.Find("gpt-4o-mini"), prices.Find("gpt-4o-mini"));
    }

    [Theory]
    [InlineData("[", "It is not JSON: line 1.")]
    [InlineData("[]", "It has to be an object with a list \"models\".")]
    [InlineData("""{"models":[{"name":"a","input":1},{"input":1}]}""", "Entry 2 of \"models\" needs either a \"name\" or a \"prefix\", a text.")]
    [InlineData("""{"models":[{"name":"a","output":1}]}""", "Entry 1 of \"models\" needs a price \"input\".")]
    [InlineData("""{"models":[{"name":"a","input":-1}]}""", "Entry 1 of \"models\" needs a number of dollars per million tokens, 0 or more, as \"input\".")]
    [InlineData("""{"models":[{"name":"a","input":1,"inptu":1}]}""", "Entry 1 of \"models\" has an unknown member \"inptu\"; known are name, prefix, input, output, cacheRead, cacheWrite, cacheWrite1h.")]
    public void A_wrong_file_is_refused_by_place(string json, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Parse(json)).Message);

    private static ModelPrices Parse(string json) => ModelPrices.Parse(Encoding.UTF8.GetBytes(json));
}
