namespace Biplane.DataPlane.Summaries;

/// <summary>Averages of an experiment and, against a base experiment, differences and the cases that became better or worse.</summary>
/// <param name="Scores">By score name.</param>
/// <param name="Metrics">By metric name.</param>
internal sealed record ExperimentComparison(
    IReadOnlyDictionary<string, ScoreSummary> Scores, IReadOnlyDictionary<string, MetricSummary> Metrics)
{
    // Averages of equal values may differ in the last bits; that is neither better nor worse.
    private const double Tolerance = 1e-9;

    /// <summary>Summarises <paramref name="cases"/>, compared with <paramref name="before"/> when there is a base.</summary>
    public static ExperimentComparison Of(CaseTable cases, CaseTable? before)
    {
        var inputs = new MatchedInputs(cases, before);
        return new ExperimentComparison(ScoresOf(cases, before, inputs), MetricsOf(cases, before, inputs));
    }

    private static SortedDictionary<string, ScoreSummary> ScoresOf(CaseTable cases, CaseTable? before, MatchedInputs inputs)
    {
        var summaries = new SortedDictionary<string, ScoreSummary>(StringComparer.Ordinal);
        foreach (var (name, scores) in cases.Scores)
        {
            var matched = inputs.Compare(scores, before?.Scores.GetValueOrDefault(name), Tolerance, isRelative: false);
            summaries[name] = new ScoreSummary(
                name,
                Average(scores) ?? 0,
                matched.Count == 0 ? null : Settle(matched.AverageNow - matched.AverageBefore),
                Improvements: matched.Higher,
                Regressions: matched.Lower);
        }

        return summaries;
    }

    private static Dictionary<string, MetricSummary> MetricsOf(CaseTable cases, CaseTable? before, MatchedInputs inputs)
    {
        var summaries = new Dictionary<string, MetricSummary>(StringComparer.Ordinal);
        foreach (var metric in MetricCatalogue.All)
        {
            var average = Average(cases[metric.Metric]);
            var matched = inputs.Compare(cases[metric.Metric], before?[metric.Metric], Tolerance, isRelative: true);
            if (average is null || (metric.CountsSpans && average == 0 && !matched.WasAny))
            {
                continue;
            }

            summaries[metric.Name] = new MetricSummary(
                metric.Name, average.Value, metric.Unit, RelativeChange(matched), Improvements: matched.Lower, Regressions: matched.Higher);
        }

        return summaries;
    }

    private static double? RelativeChange(MatchedFigure matched)
    {
        if (matched.Count == 0)
        {
            return null;
        }

        var change = Settle(matched.AverageNow - matched.AverageBefore);
        return change == 0 ? 0 : matched.AverageBefore == 0 ? null : change / matched.AverageBefore;
    }

    private static double Settle(double difference) => Math.Abs(difference) < Tolerance ? 0 : difference;

    private static double? Average(double[] figures)
    {
        var sum = 0d;
        var count = 0;
        foreach (var figure in figures)
        {
            if (!double.IsNaN(figure))
            {
                sum += figure;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }
}
