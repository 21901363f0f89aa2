using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Hosting.Identity;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

public sealed class CompletionTests : LogsTestBase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Rows.InsertAsync(
            """{"id":"a","metadata":{"tier":"free","odd name":1}}""", """{"id":"b","metadata":{"tier":"it's pro"}}""");
    }

    [Fact]
    public async Task Fields_of_the_rows_are_offered_below_a_path()
    {
        var answer = await CompleteAsync($"SELECT * FROM project_logs('{Logs.Id}') WHERE metadata.");

        Assert.Equal(["odd name", "tier"], Labels(answer).Where(label => label != "model"));
    }

    [Fact]
    public async Task Values_of_the_rows_are_offered_beside_a_comparison()
    {
        var answer = await CompleteAsync($"filter: metadata.tier = | from: project_logs('{Logs.Id}')", "filter: metadata.tier = ".Length);

        Assert.Equal(["'free'", "'it''s pro'"], answer.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("kind").GetString() == "value").Select(i => i.GetProperty("insert").GetString()));
    }

    [Fact]
    public async Task Nothing_is_told_of_rows_that_the_caller_may_not_read()
    {
        var query = $"SELECT * FROM project_logs('{Logs.Id}') WHERE metadata.";

        Assert.DoesNotContain("tier", Labels(await CompleteAsync(query, caller: People.Stranger)));
        Server.Objects.Hide(People.Bob, Logs);
        Assert.DoesNotContain("tier", Labels(await CompleteAsync(query, caller: People.Bob)));
    }

    [Fact]
    public async Task Findings_have_a_place_and_a_hint()
    {
        var answer = await CompleteAsync($"SELECT *\nFROM project_logs('{Logs.Id}')\nWHERE metdata = 'x' AND created > 5");

        var findings = answer.GetProperty("diagnostics").EnumerateArray().ToArray();
        Assert.Equal(2, findings.Length);
        Assert.Equal("Did you mean 'metadata'?", findings[0].GetProperty("hint").GetString());
        Assert.Equal((3, 7), (findings[0].GetProperty("at").GetProperty("line").GetInt32(), findings[0].GetProperty("at").GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task The_tree_is_the_json_form_with_places()
    {
        var answer = await CompleteAsync($"SELECT id FROM project_logs('{Logs.Id}') WHERE ");

        var tree = answer.GetProperty("tree");
        Assert.Equal("id", tree.GetProperty("select")[0].GetProperty("expr").GetProperty("name")[0].GetString());
        Assert.Equal(8, tree.GetProperty("select")[0].GetProperty("expr").GetProperty("loc").GetProperty("start").GetProperty("col").GetInt32());
        Assert.Equal("project_logs", tree.GetProperty("from").GetProperty("name").GetProperty("name")[0].GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"query":5}""")]
    [InlineData("""{"query":"x","position":"y"}""")]
    [InlineData("""{"query":"\ud800"}""")]
    public async Task A_request_without_a_query_is_a_400(string body) =>
        Assert.Equal(400, (int)(await Server.PostAsync("/btql/complete", body)).StatusCode);

    private Task<JsonElement> CompleteAsync(string query, int? position = null, Caller? caller = null) =>
        Server.PostJsonAsync("/btql/complete", JsonSerializer.Serialize(new { query, position = position ?? query.Length }), caller);

    private static IEnumerable<string?> Labels(JsonElement answer) => answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("label").GetString());
}
