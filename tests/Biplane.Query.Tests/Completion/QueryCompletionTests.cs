using Biplane.Query.Completion;
using Xunit;

namespace Biplane.Query.Tests.Completion;

/// <summary>What can stand at the cursor, which is the bar <c>¦</c> in these texts.</summary>
public sealed class QueryCompletionTests
{
    private const string Logs = "project_logs('11111111-1111-4111-8111-111111111111')";

    [Theory]
    [InlineData("¦", "SELECT", "WITH", "select:", "from:")]
    [InlineData("sel¦", "SELECT", "select:")]
    [InlineData("select: * | ¦", "from:", "filter:")]
    [InlineData("select: *\nfil¦", "filter:")]
    [InlineData("SELECT * FROM ¦", "project_logs", "experiment", "dataset")]
    [InlineData("from: exp¦", "experiment")]
    [InlineData($"from: {Logs} ¦", "spans", "traces", "summary", "| filter:")]
    [InlineData($"SELECT * FROM {Logs} ¦", "WHERE", "GROUP BY", "ORDER BY", "LIMIT")]
    [InlineData($"SELECT * FROM {Logs} WHERE ¦", "metadata", "created", "search", "now", "NOT")]
    [InlineData($"SELECT * FROM {Logs} WHERE meta¦", "metadata")]
    [InlineData($"SELECT ¦ FROM {Logs}", "id", "count", "percentile", "lower")]
    [InlineData($"SELECT * FROM {Logs} WHERE id ¦", "=", "IN", "IS NOT NULL", "GROUP BY")]
    [InlineData($"SELECT * FROM {Logs} ORDER BY created ¦", "ASC", "DESC", "LIMIT")]
    [InlineData($"SELECT metadata.model AS m, count(*) AS n FROM {Logs} GROUP BY m ORDER BY ¦", "m", "n")]
    [InlineData($"SELECT * FROM {Logs} WHERE metrics.¦", "prompt_tokens", "duration")]
    [InlineData($"SELECT * FROM {Logs} WHERE metrics.tok¦", "tokens")]
    [InlineData($"SELECT * FROM {Logs} WHERE span_attributes.type = ¦", "llm", "tool")]
    [InlineData($"SELECT * FROM {Logs} WHERE span_attributes.type = 'l¦", "llm")]
    [InlineData($"filter: span_attributes.type in ['llm', ¦", "tool")]
    [InlineData($"from: {Logs} summary | filter: metrics.llm¦", "llm_calls", "llm_errors")]
    [InlineData($"WITH a AS (SELECT id AS key, input FROM {Logs}) SELECT ¦ FROM a", "key", "input")]
    [InlineData($"WITH a AS (SELECT id AS key FROM {Logs}) SELECT * FROM ¦", "a", "project_logs")]
    [InlineData($"SELECT * FROM (SELECT id AS key FROM {Logs}) WHERE ¦", "key")]
    [InlineData($"SELECT * FROM (SELECT id FROM {Logs} WHERE inp¦", "input")]
    [InlineData($"from: {Logs} traces | filter: any¦", "any_span")]
    [InlineData("from: dataset('11111111-1111-4111-8111-111111111111') | select: ¦", "expected", "dataset_id")]
    public void What_fits_is_offered(string text, params string[] expected)
    {
        var labels = Complete(text).Items.Select(item => item.Label).ToArray();

        Assert.All(expected, label => Assert.Contains(label, labels));
    }

    [Theory]
    [InlineData($"SELECT * FROM {Logs} WHERE ¦", "count", "SELECT")]
    [InlineData("from: dataset('11111111-1111-4111-8111-111111111111') | select: ¦", "scores", "metrics")]
    [InlineData($"SELECT * FROM {Logs} LIMIT ¦", "id", "count")]
    [InlineData($"SELECT * FROM (SELECT id AS key FROM {Logs}) WHERE ¦", "input", "id")]
    [InlineData($"SELECT * FROM {Logs} WHERE input = 'text ¦", "metadata", "lower")]
    public void What_does_not_fit_is_not(string text, params string[] unexpected)
    {
        var labels = Complete(text).Items.Select(item => item.Label).ToArray();

        Assert.All(unexpected, label => Assert.DoesNotContain(label, labels));
    }

    [Fact]
    public void A_function_comes_with_its_signature()
    {
        var item = Complete($"SELECT * FROM {Logs} WHERE low¦").Items.Single(i => i.Label == "lower");

        Assert.Equal((CompletionKind.Function, "lower(", "lower(text): text"), (item.Kind, item.Insert, item.Detail));
    }

    [Fact]
    public void What_was_typed_is_replaced()
    {
        var text = $"SELECT * FROM {Logs} WHERE metadata.mod¦";

        var list = Complete(text);

        Assert.Equal("mod", text.Substring(list.Replace.Start, list.Replace.Length));
    }

    [Fact]
    public void Fields_and_values_that_rows_have_are_offered()
    {
        var context = new CompletionContext([
            new KnownField(["metadata", "odd name"], "string", []),
            new KnownField(["metadata", "tier"], "string", [new KnownValue("it's free", IsText: true), new KnownValue("5", IsText: false)])]);

        Assert.Equal(["\"odd name\"", "tier"], Complete($"SELECT * FROM {Logs} WHERE metadata.¦", context).Items.Where(i => i.Label != "model").Select(i => i.Insert));
        Assert.Equal(["'it''s free'", "5"], Complete($"SELECT * FROM {Logs} WHERE metadata.tier = ¦", context).Items.Where(i => i.Kind == CompletionKind.Value).Select(i => i.Insert));
    }

    [Theory]
    [InlineData($"SELECT * FROM {Logs} WHERE metadata.user.¦", "metadata.user")]
    [InlineData($"SELECT * FROM {Logs} WHERE metadata.tier = 'x¦", "metadata.tier")]
    [InlineData($"SELECT * FROM {Logs} WHERE ¦", null)]
    [InlineData($"SELECT * FROM (SELECT metadata FROM {Logs}) WHERE metadata.¦", null)]
    public void What_is_worth_asking_the_rows_is_told(string text, string? path) =>
        Assert.Equal(path, Complete(text).Wanted is { } wanted ? string.Join('.', wanted.Path.Steps.Select(s => s.Name)) : null);

    private static CompletionList Complete(string text, CompletionContext? context = null) =>
        QueryCompletion.Complete(text.Replace("¦", string.Empty, StringComparison.Ordinal), text.IndexOf('¦', StringComparison.Ordinal), context ?? CompletionContext.Empty);
}
