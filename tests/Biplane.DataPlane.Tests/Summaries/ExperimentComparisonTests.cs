using System.Text.Json;
using Biplane.DataPlane.Summaries;
using Xunit;

namespace Biplane.DataPlane.Tests.Summaries;

public sealed class ExperimentComparisonTests
{
    [Fact]
    public void A_score_is_averaged_over_the_rows_that_have_it()
    {
        var summary = Compare([Case(1, ("some", 0.5)), Case(2), Case(3, ("some", 1))], before: null);

        Assert.Equal(0.75, summary.Scores["some"].Score, 9);
        Assert.Null(summary.Scores["some"].Diff);
    }

    [Fact]
    public void Cases_are_matched_by_input_and_counted_as_better_or_worse()
    {
        var before = new[] { Case(1, ("exact", 1)), Case(2, ("exact", 1)), Case(3, ("exact", 0)), Case(4, ("exact", 0)), Case(5, ("exact", 0)) };
        var now = new[] { Case(5, ("exact", 0)), Case(4, ("exact", 1)), Case(3, ("exact", 1)), Case(2, ("exact", 1)), Case(1, ("exact", 0)) };

        var exact = Compare(now, before).Scores["exact"];

        Assert.Equal(0.6, exact.Score, 9);
        Assert.NotNull(exact.Diff);
        Assert.Equal(0.2, exact.Diff.Value, 9);
        Assert.Equal(2, exact.Improvements);
        Assert.Equal(1, exact.Regressions);
    }

    [Fact]
    public void The_difference_is_taken_over_the_cases_that_both_have()
    {
        var exact = Compare([Case(1, ("s", 0.5)), Case(9, ("s", 1))], [Case(1, ("s", 0.25)), Case(8, ("s", 0))]).Scores["s"];

        Assert.Equal(0.75, exact.Score, 9);
        Assert.Equal(0.25, exact.Diff);
    }

    [Fact]
    public void Without_a_common_case_there_is_no_difference()
    {
        var summary = Compare([Case(1, ("s", 0.5))], [Case(2, ("s", 0.5))]);

        Assert.Null(summary.Scores["s"].Diff);
        Assert.Equal(0, summary.Scores["s"].Improvements + summary.Scores["s"].Regressions);
    }

    [Fact]
    public void Trials_of_one_input_are_averaged_before_they_are_compared()
    {
        var s = Compare([Case(1, ("s", 1)), Case(1, ("s", 0))], [Case(1, ("s", 0.4)), Case(1, ("s", 0.6))]).Scores["s"];

        Assert.Equal(0, s.Diff);
        Assert.Equal(0, s.Improvements + s.Regressions);
    }

    [Fact]
    public void Less_is_better_for_metrics_and_the_change_is_relative()
    {
        var duration = Compare([Took(1, 3), Took(2, 1)], [Took(1, 4), Took(2, 1)]).Metrics["duration"];

        Assert.Equal(2, duration.Metric);
        Assert.Equal("s", duration.Unit);
        Assert.NotNull(duration.Diff);
        Assert.Equal(-0.2, duration.Diff.Value, 9);
        Assert.Equal(1, duration.Improvements);
        Assert.Equal(0, duration.Regressions);
    }

    [Fact]
    public void A_change_from_zero_has_no_relative_size_but_is_counted()
    {
        var duration = Compare([Took(1, 3)], [Took(1, 0)]).Metrics["duration"];

        Assert.Null(duration.Diff);
        Assert.Equal(1, duration.Regressions);
    }

    [Fact]
    public void Counts_that_are_zero_everywhere_are_left_out_but_not_those_that_became_zero()
    {
        var quiet = Compare([Failed(1, 0)], [Failed(1, 0)]);
        var cured = Compare([Failed(1, 0)], [Failed(1, 2)]);

        Assert.False(quiet.Metrics.ContainsKey("errors"));
        Assert.Equal(1, cured.Metrics["errors"].Improvements);
        Assert.Equal(-1, cured.Metrics["errors"].Diff);
    }

    [Fact]
    public void The_answer_has_exactly_the_members_that_clients_accept()
    {
        var plain = JsonSerializer.Serialize(Compare([Took(1, 3)], null), SummaryJson.Default.ExperimentComparison);
        var compared = JsonSerializer.Serialize(Compare([Case(1, ("s", 1))], [Case(1, ("s", 0))]), SummaryJson.Default.ExperimentComparison);

        Assert.Equal("""{"scores":{},"metrics":{"duration":{"name":"duration","metric":3,"unit":"s","improvements":0,"regressions":0}}}""", plain);
        Assert.Equal("""{"scores":{"s":{"name":"s","score":1,"diff":1,"improvements":1,"regressions":0}},"metrics":{}}""", compared);
    }

    private static ExperimentComparison Compare(IReadOnlyList<CaseFigures> now, IReadOnlyList<CaseFigures>? before) =>
        ExperimentComparison.Of(new CaseTable(now), before is null ? null : new CaseTable(before));

    private static CaseFigures Case(int input, params (string Name, double Value)[] scores) => new((UInt128)input, Map(scores), new MetricFigures());

    private static CaseFigures Took(int input, double seconds) => new((UInt128)input, Map([]), new MetricFigures { [SummaryMetric.Duration] = seconds });

    private static CaseFigures Failed(int input, double errors) => new((UInt128)input, Map([]), new MetricFigures { [SummaryMetric.Errors] = errors });

    private static Dictionary<string, double> Map((string Name, double Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}
