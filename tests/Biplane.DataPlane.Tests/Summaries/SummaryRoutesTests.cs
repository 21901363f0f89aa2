using System.Globalization;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

public sealed class SummaryRoutesTests : IAsyncLifetime
{
    private DataServer _server = null!;
    private ObjectRef _experiment;
    private ObjectRef _base;

    public async ValueTask InitializeAsync()
    {
        _server = await DataServer.StartAsync();
        _experiment = _server.Objects.Add(ObjectKind.Experiment, People.Acme, "next");
        _base = _server.Objects.Add(ObjectKind.Experiment, People.Acme, "base");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Scores_are_averaged_and_compared_by_input()
    {
        await Rows(_base).InsertAsync(Case("p", 1), Case("q", 1), Case("r", 0), Case("s", 0), Case("t", 0));
        await Rows(_experiment).InsertAsync(Case("t", 0), Case("s", 1), Case("r", 1), Case("q", 1), Case("p", 0));

        var answer = await _server.GetJsonAsync($"/experiment-comparison2?experiment_id={_experiment.Id}&base_experiment_id={_base.Id}");

        var exact = answer.GetProperty("scores").GetProperty("exact");
        Assert.Equal(0.6, exact.GetProperty("score").GetDouble(), 9);
        Assert.Equal(0.2, exact.GetProperty("diff").GetDouble(), 9);
        Assert.Equal((2, 1), (exact.GetProperty("improvements").GetInt32(), exact.GetProperty("regressions").GetInt32()));
        Assert.Equal(["name", "score", "diff", "improvements", "regressions"], exact.EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public async Task Figures_that_were_told_before_follow_every_write()
    {
        await Rows(_base).InsertAsync(Trial(1));
        await Rows(_experiment).InsertAsync(Trial(0));
        Assert.Equal(-1, await DifferenceAsync(), 9);

        await Rows(_base).InsertAsync(Trial(0.25));
        Assert.Equal(-0.25, await DifferenceAsync(), 9);

        await Rows(_experiment).InsertAsync(Trial(0.75));
        Assert.Equal(0.5, await DifferenceAsync(), 9);
        Assert.Equal(0.5, await DifferenceAsync(), 9);

        await Rows(_experiment).InsertAsync("""{"id":"p","_is_merge":true,"scores":{"exact":0.5}}""");
        Assert.Equal(0.25, await DifferenceAsync(), 9);

        static string Trial(double score) => string.Create(CultureInfo.InvariantCulture, $$$"""{"id":"p","input":1,"scores":{"exact":{{{score}}}}}""");

        async Task<double> DifferenceAsync() =>
            (await _server.GetJsonAsync($"/experiment-comparison2?experiment_id={_experiment.Id}&base_experiment_id={_base.Id}")).GetProperty("scores").GetProperty("exact").GetProperty("diff").GetDouble();
    }

    [Fact]
    public async Task Inputs_that_mean_the_same_are_the_same_case()
    {
        await Rows(_base).InsertAsync("""{"id":"a","input":{"x":1,"y":[2]},"scores":{"s":0}}""");
        await Rows(_experiment).InsertAsync("""{"id":"b","input":{ "y" : [2.0], "x" : 1 },"scores":{"s":1}}""");

        var answer = await _server.GetJsonAsync($"/experiment-comparison2?experiment_id={_experiment.Id}&base_experiment_id={_base.Id}");

        Assert.Equal(1, answer.GetProperty("scores").GetProperty("s").GetProperty("improvements").GetInt32());
    }

    [Fact]
    public async Task Metrics_are_summed_by_trace_and_averaged_without_the_scorers()
    {
        await Rows(_experiment).InsertAsync(
            """{"id":"r1","span_id":"r1","root_span_id":"r1","input":1,"metrics":{"start":10,"end":19},"span_attributes":{"type":"eval"},"scores":{"s":1}}""",
            """{"id":"t1","span_id":"t1","root_span_id":"r1","span_parents":["r1"],"metrics":{"start":10,"end":12},"span_attributes":{"type":"task"}}""",
            """{"id":"l1","span_id":"l1","root_span_id":"r1","span_parents":["t1"],"metrics":{"prompt_tokens":10,"tokens":12},"span_attributes":{"type":"llm"},"error":"x"}""",
            """{"id":"s1","span_id":"s1","root_span_id":"r1","span_parents":["r1"],"metrics":{"prompt_tokens":500},"span_attributes":{"type":"score","purpose":"scorer"}}""",
            """{"id":"r2","span_id":"r2","root_span_id":"r2","input":2,"metrics":{"start":10,"end":14},"span_attributes":{"type":"eval"},"scores":{"s":null}}""",
            """{"id":"l2","span_id":"l2","root_span_id":"r2","span_parents":["r2"],"metrics":{"prompt_tokens":30,"tokens":36},"span_attributes":{"type":"llm"}}""");

        var answer = await _server.GetJsonAsync($"/experiment-comparison2?experiment_id={_experiment.Id}");

        var metrics = answer.GetProperty("metrics");
        Assert.Equal(20, Metric("prompt_tokens"));
        Assert.Equal(24, Metric("total_tokens"));
        Assert.Equal(1, Metric("llm_calls"));
        Assert.Equal(0.5, Metric("llm_errors"));
        Assert.Equal(3, Metric("duration"));
        Assert.Equal(1, answer.GetProperty("scores").GetProperty("s").GetProperty("score").GetDouble());

        double Metric(string name) => metrics.GetProperty(name).GetProperty("metric").GetDouble();
    }

    [Fact]
    public async Task A_summary_names_what_it_is_about_and_compares_with_the_base()
    {
        await Rows(_base).InsertAsync(Case("p", 0));
        await Rows(_experiment).InsertAsync(Case("p", 1));
        _server.Bases.Set(_experiment, (await _server.Objects.FindAsync(People.Ada, _base, Biplane.Hosting.Identity.Permission.Read, TestContext.Current.CancellationToken))!);

        var plain = await _server.GetJsonAsync($"/v1/experiment/{_experiment.Id}/summarize");
        var scored = await _server.GetJsonAsync($"/v1/experiment/{_experiment.Id}/summarize?summarize_scores=true");

        Assert.Equal("next", plain.GetProperty("experiment_name").GetString());
        Assert.Equal("project", plain.GetProperty("project_name").GetString());
        Assert.Equal("http://app.test/app/acme/p/project/experiments/next", plain.GetProperty("experiment_url").GetString());
        Assert.False(plain.TryGetProperty("scores", out _));
        Assert.Equal("base", scored.GetProperty("comparison_experiment_name").GetString());
        Assert.Equal(1, scored.GetProperty("scores").GetProperty("exact").GetProperty("improvements").GetInt32());
    }

    [Fact]
    public async Task Datasets_are_counted_without_their_deleted_rows()
    {
        var dataset = _server.Objects.Add(ObjectKind.Dataset, People.Acme, "cases");
        await Rows(dataset).InsertAsync([.. Enumerable.Range(0, 12).Select(i => $$"""{"id":"r{{i}}","input":{{i}}}""")]);
        await Rows(dataset).InsertAsync("""{"id":"r3","_object_delete":true}""");

        var count = await _server.GetJsonAsync($"/dataset-summary?dataset_id={dataset.Id}");
        var summary = await _server.GetJsonAsync($"/v1/dataset/{dataset.Id}/summarize?summarize_data=true");

        Assert.Equal("""{"total_records":11}""", count.GetRawText());
        Assert.Equal("cases", summary.GetProperty("dataset_name").GetString());
        Assert.Equal(11, summary.GetProperty("data_summary").GetProperty("total_records").GetInt32());
    }

    [Theory]
    [InlineData("/experiment-comparison2?experiment_id=x", 400)]
    [InlineData("/experiment-comparison2", 400)]
    [InlineData("/v1/experiment/0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11/summarize", 403)]
    public async Task What_does_not_exist_has_no_summary(string path, int status) =>
        Assert.Equal(status, (int)(await _server.SendAsync(HttpMethod.Get, path, content: null, People.Ada)).StatusCode);

    [Fact]
    public async Task Both_experiments_must_be_readable()
    {
        var foreign = _server.Objects.Add(ObjectKind.Experiment, People.Other);

        var answer = await _server.SendAsync(
            HttpMethod.Get, $"/experiment-comparison2?experiment_id={_experiment.Id}&base_experiment_id={foreign.Id}", content: null, People.Ada);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    private static string Case(string input, double score) => $$$"""{"input":{{{JsonSerializer.Serialize(input)}}},"scores":{"exact":{{{score}}}}}""";

    private RowsOf Rows(ObjectRef target) => new(_server, target);
}
