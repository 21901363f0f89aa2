using Biplane.DataPlane.Tests.Testing;
using Biplane.DataPlane.Tests.Traces;
using Biplane.Model;
using Biplane.Query.Prices;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

/// <summary>Costs are there where only tokens were logged, wherever they are shown. The model's prices are a test's own: 2 and 10 dollars.</summary>
public sealed class TokenCostTests : LogsTestBase
{
    internal override DataPlaneOptions Configure(DataPlaneOptions options) => options with
    {
        ModelPrices = options.ModelPrices.With(ModelPrices.Parse("""{"models":[{"name":"house-model","input":2,"output":10}]}"""u8.ToArray())),
    };

    [Fact]
    public async Task A_trace_shows_what_its_spans_cost_by_their_tokens()
    {
        await Rows.InsertAsync(
            """{"id":"root","span_id":"root","root_span_id":"t"}""",
            Call("tokens", "t", "root", 1_000, 100),
            """{"id":"logged","span_id":"logged","root_span_id":"t","span_parents":["root"],"metadata":{"model":"house-model"},"metrics":{"prompt_tokens":1000,"estimated_cost":0.5}}""",
            """{"id":"nobody-knows","span_id":"nobody-knows","root_span_id":"t","span_parents":["root"],"metadata":{"model":"unheard-of"},"metrics":{"prompt_tokens":1000}}""");

        var answer = await new TraceRoutes(Server, Logs).SkeletonAsync("t");

        Assert.Equal([null, 0.003, 0.5, null], answer.Spans.Select(span => span.Cost is { } cost ? Math.Round(cost, 9) : (double?)null));
        Assert.Equal(0.503, answer.Totals.GetProperty("cost").GetDouble(), 9);
    }

    [Fact]
    public async Task A_comparison_of_experiments_shows_what_a_case_cost_by_its_tokens()
    {
        var before = await ExperimentAsync(1_000);
        var after = await ExperimentAsync(2_000);

        var comparison = await Server.GetJsonAsync($"/experiment-comparison2?experiment_id={after.Id}&base_experiment_id={before.Id}");

        // Two cases each, of which one made two calls.
        var cost = comparison.GetProperty("metrics").GetProperty("estimated_cost");
        Assert.Equal("$", cost.GetProperty("unit").GetString());
        Assert.Equal(1.5 * 0.005, cost.GetProperty("metric").GetDouble(), 9);
        Assert.Equal(0.002 / 0.003, cost.GetProperty("diff").GetDouble(), 9);
    }

    private async Task<ObjectRef> ExperimentAsync(int promptTokens)
    {
        var experiment = Server.Objects.Add(ObjectKind.Experiment, People.Acme);
        await new RowsOf(Server, experiment).InsertAsync(
            """{"id":"c1","span_id":"c1","root_span_id":"c1","input":1,"span_attributes":{"type":"eval"}}""",
            Call("c1-a", "c1", "c1", promptTokens, 100),
            Call("c1-b", "c1", "c1", promptTokens, 100),
            """{"id":"c2","span_id":"c2","root_span_id":"c2","input":2,"span_attributes":{"type":"eval"}}""",
            Call("c2-a", "c2", "c2", promptTokens, 100));
        return experiment;
    }

    private static string Call(string id, string trace, string parent, int promptTokens, int completionTokens) =>
        $$$"""{"id":"{{{id}}}","span_id":"{{{id}}}","root_span_id":"{{{trace}}}","span_parents":["{{{parent}}}"],"span_attributes":{"type":"llm"},"metadata":{"model":"house-model"},"metrics":{"prompt_tokens":{{{promptTokens}}},"completion_tokens":{{{completionTokens}}}}}""";
}
