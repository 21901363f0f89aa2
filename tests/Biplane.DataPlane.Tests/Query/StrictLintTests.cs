using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

public sealed class StrictLintTests : LogsTestBase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Rows.InsertAsync("""{"id":"a"}""");
    }

    [Theory]
    [InlineData("""{"lint_mode":"default"}""")]
    [InlineData("""{"lint_mode":null}""")]
    [InlineData("""{"lint_mode":"default","strict_lint_mode":true}""")]
    [InlineData("""{"strict_lint_mode":false}""")]
    public async Task A_finding_is_a_warning_beside_the_answer(string options)
    {
        using var response = await AskAsync("count(*) AS n", "", options);

        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal(1, answer.GetProperty("data")[0].GetProperty("n").GetInt32());
        var warning = Assert.Single(answer.GetProperty("warnings").EnumerateArray());
        Assert.Equal(["code", "message", "stage", "severity"], warning.EnumerateObject().Select(m => m.Name));
        Assert.Equal("missingSegmentEliminationSpecs", warning.GetProperty("code").GetString());
        Assert.Equal("optimizer", warning.GetProperty("stage").GetString());
        Assert.Equal("warning", warning.GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("""{"lint_mode":"strict"}""")]
    [InlineData("""{"strict_lint_mode":true}""")]
    [InlineData("""{"lint_mode":"strict","strict_lint_mode":true,"query_source":"bt_sql_1"}""")]
    public async Task Strict_mode_refuses_the_query_in_the_form_that_the_command_line_client_reads(string options)
    {
        using var refused = await AskAsync("count(*) AS n", "", options);
        using var bounded = await AskAsync("count(*) AS n", " WHERE created > now() - interval 1 day", options);
        using var page = await AskAsync("id", " LIMIT 2", options);

        Assert.Equal(400, (int)refused.StatusCode);
        var lines = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("Message").GetString()!.Split('\n');
        Assert.Equal("Query blocked by strict lint mode due to 1 lint:", lines[0]);
        Assert.StartsWith("missingSegmentEliminationSpecs (optimizer/warning): ", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(200, (int)bounded.StatusCode);
        Assert.Equal(200, (int)page.StatusCode);
    }

    [Fact]
    public async Task An_unknown_mode_is_a_400()
    {
        using var response = await AskAsync("id", "", """{"lint_mode":"loose"}""");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("lint_mode must be", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> AskAsync(string select, string rest, string options)
    {
        var query = JsonSerializer.Serialize($"SELECT {select} FROM project_logs('{Logs.Id}'){rest}");
        return Server.PostAsync("/btql", $"{options[..^1]},\"query\":{query}}}");
    }
}
