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
        trace.Add(Span("eval", """{"start":1,"end":5}""", isRoot: true));
        trace.Add(Span("llm", """{"prompt_tokens":10,"completion_tokens":2,"tokens":12}"""));
        trace.Add(Span("llm", """{"prompt_tokens":30,"completion_tokens":4}"""));

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(40, metrics["prompt_tokens"]);
        Assert.Equal(6, metrics["completion_tokens"]);
        Assert.Equal(46, metrics["total_tokens"]);
        Assert.Equal(2, metrics["llm_calls"]);
        Assert.Equal(4, metrics["duration"]);
        Assert.False(metrics.ContainsKey("prompt_cached_tokens"));
    }

    [Fact]
    public void What_scorers_do_does_not_count()
    {
        var trace = new TraceFigures();
        trace.Add(Span("eval", "{}", isRoot: true));
        trace.Add(Span("score", """{"tokens":5}""") with { HasError = true });
        trace.Add(Span("llm", """{"tokens":7}""") with { Purpose = "scorer" });

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(0, metrics["llm_calls"]);
        Assert.Equal(0, metrics["errors"]);
        Assert.False(metrics.ContainsKey("total_tokens"));
    }

    [Fact]
    public void The_time_of_a_case_is_the_time_of_its_task()
    {
        var trace = new TraceFigures();
        trace.Add(Span("task", """{"start":1,"end":3}"""));
        trace.Add(Span("eval", """{"start":1,"end":9}""", isRoot: true));

        Assert.Equal(2, trace.ToCase()!.Metrics["duration"]);
    }

    [Fact]
    public void Errors_are_counted_by_kind_of_span()
    {
        var trace = new TraceFigures();
        trace.Add(Span("eval", "{}", isRoot: true) with { HasError = true });
        trace.Add(Span("llm", "{}") with { HasError = true });
        trace.Add(Span("tool", "{}") with { HasError = true });
        trace.Add(Span("tool", "{}"));

        var metrics = trace.ToCase()!.Metrics;

        Assert.Equal(3, metrics["errors"]);
        Assert.Equal(1, metrics["llm_errors"]);
        Assert.Equal(1, metrics["tool_errors"]);
        Assert.Equal(2, metrics["tool_calls"]);
    }

    [Fact]
    public void What_the_root_says_of_a_score_counts_more_than_its_scorer()
    {
        var trace = new TraceFigures();
        trace.Add(Span("score", "{}") with { Scores = NumberMap.Read("""{"a":0.5,"b":1}"""u8) });
        trace.Add(Span("score", "{}") with { Scores = NumberMap.Read("""{"b":0}"""u8) });
        trace.Add(Span("eval", "{}", isRoot: true) with { Scores = NumberMap.Read("""{"a":0.25}"""u8) });

        Assert.Equal([("a", 0.25), ("b", 0.5)], trace.ToCase()!.Scores.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void A_trace_without_its_root_is_no_case_yet()
    {
        var trace = new TraceFigures();
        trace.Add(Span("llm", "{}"));

        Assert.Null(trace.ToCase());
    }

    [Fact]
    public void Text_and_null_among_numbers_are_passed_over()
    {
        var numbers = NumberMap.Read("""{"a":1,"b":null,"c":"x","d":{"e":2},"f":0.5,"g":1e400}"""u8);

        Assert.Equal([("a", 1), ("f", 0.5)], numbers.Select(p => (p.Key, p.Value)));
        Assert.Empty(NumberMap.Read("[1]"u8));
    }

    private static SpanFigures Span(string type, string metrics, bool isRoot = false) => new()
    {
        RootSpanId = "r",
        IsRoot = isRoot,
        Type = type,
        Metrics = NumberMap.Read(Encoding.UTF8.GetBytes(metrics)),
    };
}
