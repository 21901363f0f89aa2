using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Biplane.Query.Tests.Syntax;

/// <summary>Whatever is sent, the answer is a tree or findings, never an exception.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    [InlineData("[", "]")]
    [InlineData("f(", ")")]
    [InlineData("-", "")]
    [InlineData("1 + ", "")]
    [InlineData("a ? b : ", "")]
    [InlineData("a = ", "")]
    [InlineData("case when ", " then 1 end")]
    public void Deep_nesting_is_a_finding(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + "a" + string.Concat(Enumerable.Repeat(close, 100_000));

        var query = QueryPipeline.Parse(QueryRequest.FromText($"from: dataset('d') | filter: {text}", default));

        // A chain of ternaries is flat and so is not deep at all.
        Assert.Equal(!open.StartsWith("a ?", StringComparison.Ordinal), query.HasErrors);
    }

    [Fact]
    public void A_long_chain_of_and_is_not_deep()
    {
        var filter = string.Join(" and ", Enumerable.Range(0, 20_000).Select(i => $"id != 'r{i}'"));

        var compiled = QueryPipeline.Compile(QueryRequest.FromText($"from: dataset('{Guid.Empty}') | filter: {filter}", default));

        Assert.Empty(compiled.Errors);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"selekt":[]}""")]
    [InlineData("""{"select":5}""")]
    [InlineData("""{"from":{"op":"function"}}""")]
    [InlineData("""{"from":{"op":"function","name":{"op":"ident","name":["dataset"]},"args":[5]}}""")]
    [InlineData("""{"filter":{"op":"eq","left":{"op":"ident","name":["id"]}}}""")]
    [InlineData("""{"filter":{"op":"ident","name":[5]}}""")]
    [InlineData("""{"filter":{"op":"ident","name":[]}}""")]
    [InlineData("""{"filter":{"op":"literal","value":"\ud800"}}""")]
    [InlineData("""{"filter":{"op":"ident","name":["\udc00"]}}""")]
    [InlineData("""{"filter":{"btql":"a ="}}""")]
    [InlineData("""{"filter":{"op":5}}""")]
    [InlineData("""{"limit":1.5}""")]
    [InlineData("""{"limit":"5"}""")]
    [InlineData("""{"cursor":5}""")]
    [InlineData("""{"sort":[{"expr":{"btql":"id"},"dir":"up"}]}""")]
    [InlineData("""{"sample":{"method":{"type":"rate"}}}""")]
    [InlineData("""{"sample":{"method":{"type":"share","value":1}}}""")]
    [InlineData("""{"sample":{"method":{"type":"count","value":1},"seed":"seven"}}""")]
    public void A_wrong_json_form_is_a_finding(string json)
    {
        using var document = JsonDocument.Parse(json);

        Assert.True(QueryPipeline.Parse(QueryRequest.FromJson(document.RootElement, default)).HasErrors);
    }

    [Fact]
    public void A_deep_json_form_is_a_finding()
    {
        var json = new StringBuilder("""{"filter":""");
        json.Insert(json.Length, """{"op":"not","expr":""", 5000).Append("""{"btql":"true"}""").Append('}', 5001);
        using var document = JsonDocument.Parse(json.ToString(), new JsonDocumentOptions { MaxDepth = 20_000 });

        Assert.True(QueryPipeline.Parse(QueryRequest.FromJson(document.RootElement, default)).HasErrors);
    }
}
