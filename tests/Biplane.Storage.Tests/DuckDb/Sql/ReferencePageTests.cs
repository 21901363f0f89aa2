using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Biplane.Query;
using Biplane.Query.Functions;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The page about the language says what the language does.</summary>
public sealed partial class ReferencePageTests(QueryCaseTests.Rows rows) : IClassFixture<QueryCaseTests.Rows>
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DuckDb", "Sql", "query-language.md"));

    public static TheoryData<string, string> Examples() =>
        [.. Example().Matches(Page).Select(match => (match.Groups["query"].Value.Trim(), match.Groups["answer"].Value.Trim()))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_the_answer_on_the_page(string query, string answer)
    {
        var text = query.Replace("<id>", RowTable.ProjectId.ToString("D"), StringComparison.Ordinal)
            .Replace("<other id>", CaseRows.Objects["C"].Id.ToString("D"), StringComparison.Ordinal);
        var compiled = QueryPipeline.Compile(QueryRequest.FromText(text, new DateTime(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc)));
        Assert.Empty(compiled.Errors);

        var actual = new JsonArray([.. rows.Table.Run(compiled.Plan!)]);

        Assert.True(JsonNode.DeepEquals(Rounded(JsonNode.Parse(answer)!), Rounded(actual)), actual.ToJsonString());
    }

    [Fact]
    public void Every_function_is_on_the_page() =>
        Assert.All(QueryFunctions.All, function => Assert.Contains($"| `{function.Signature}` | {function.Description} |", Page, StringComparison.Ordinal));

    private static JsonArray Rounded(JsonNode rows) => new JsonArray([.. rows.AsArray().Select(row => new JsonObject(row!.AsObject().Select(m => KeyValuePair.Create(
        m.Key,
        m.Value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? JsonValue.Create(Math.Round(double.Parse(m.Value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture), 9)) : m.Value?.DeepClone()))))]);

    [GeneratedRegex("```(btql|sql)\n(?<query>[^`]*)```\n```json\n(?<answer>[^`]*)```", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
