using System.Text;
using Biplane.DataPlane.Summaries;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

public sealed class TraceFiguresTests
{
    [Fact]
    public void Tokens_of_all_spans_are_added_up()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Eval, """{"start":1,"end":5}""", isRoot: true));
        trace.Add(Span(SpanType.Llm, """{"prompt_tokens":10,"completion_tokens":2,"tokens":12}"""));
        trace.Add(Span(SpanType.Llm, """{"prompt_tokens":30,"completion_tokens":4}"""));

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(40, metrics[SummaryMetric.PromptTokens]);
        Assert.Equal(6, metrics[SummaryMetric.CompletionTokens]);
        Assert.Equal(46, metrics[SummaryMetric.TotalTokens]);
        Assert.Equal(2, metrics[SummaryMetric.LlmCalls]);
        Assert.Equal(4, metrics[SummaryMetric.Duration]);
        Assert.Null(metrics[SummaryMetric.PromptCachedTokens]);
    }

    [Fact]
    public void What_scorers_do_does_not_count()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Eval, "{}", isRoot: true));
        trace.Add(Span(SpanType.Score, """{"tokens":5}""") with { HasError = true });
        trace.Add(Span(SpanType.Llm, """{"tokens":7}""") with { HasScorerPurpose = true });

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(0, metrics[SummaryMetric.LlmCalls]);
        Assert.Equal(0, metrics[SummaryMetric.Errors]);
        Assert.Null(metrics[SummaryMetric.TotalTokens]);
    }

    [Fact]
    public void The_time_of_a_case_is_the_time_of_its_task()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Task, """{"start":1,"end":3}"""));
        trace.Add(Span(SpanType.Eval, """{"start":1,"end":9}""", isRoot: true));

        Assert.Equal(2, trace.ToCase()!.Metrics[SummaryMetric.Duration]);
    }

    [Fact]
    public void Errors_are_counted_by_kind_of_span()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Eval, "{}", isRoot: true) with { HasError = true });
        trace.Add(Span(SpanType.Llm, "{}") with { HasError = true });
        trace.Add(Span(SpanType.Tool, "{}") with { HasError = true });
        trace.Add(Span(SpanType.Tool, "{}"));

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(3, metrics[SummaryMetric.Errors]);
        Assert.Equal(1, metrics[SummaryMetric.LlmErrors]);
        Assert.Equal(1, metrics[SummaryMetric.ToolErrors]);
        Assert.Equal(2, metrics[SummaryMetric.ToolCalls]);
    }

    [Fact]
    public void What_the_root_says_of_a_score_counts_more_than_its_scorer()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Score, "{}") with { Scores = new ScoreReader().Read("""{"a":0.5,"b":1}"""u8) });
        trace.Add(Span(SpanType.Score, "{}") with { Scores = new ScoreReader().Read("""{"b":0}"""u8) });
        trace.Add(Span(SpanType.Eval, "{}", isRoot: true) with { Scores = new ScoreReader().Read("""{"a":0.25}"""u8) });

        Assert.Equal([("a", 0.25), ("b", 0.5)], trace.ToCase()!.Scores.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void A_trace_without_its_root_is_no_case_yet()
    {
        var trace = new TraceFigures();
        trace.Add(Span(SpanType.Llm, "{}"));

        Assert.Null(trace.ToCase());
    }

    [Fact]
    public void Text_and_null_among_numbers_are_passed_over()
    {
        var numbers = new ScoreReader().Read("""{"a":1,"b":null,"c":"x","d":{"e":2},"f":0.5,"g":1e400,"h":1,"h":null,"\u0069":2}"""u8);

        Assert.Equal([("a", 1), ("f", 0.5), ("i", 2)], numbers!.Select(p => (p.Key, p.Value)));
        Assert.Null(new ScoreReader().Read("[1]"u8));
        Assert.Equal(new SpanMetrics { Start = 1, TotalTokens = 3 }, SpanMetrics.Read("""{"start":1,"end":{"start":2},"tokens":3,"other":[4],"prompt_tokens":"5"}"""u8));
        Assert.Equal(default, SpanMetrics.Read("[1]"u8));
    }

    private static SpanFigures Span(SpanType type, string metrics, bool isRoot = false) => new()
    {
        IsRoot = isRoot,
        Type = type,
        Metrics = SpanMetrics.Read(Encoding.UTF8.GetBytes(metrics)),
    };
}
