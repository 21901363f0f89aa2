namespace Biplane.DataPlane.Summaries;

/// <summary>Averages of an experiment and, against a base experiment, differences and the cases that became better or worse.</summary>
/// <param name="Scores">By score name.</param>
/// <param name="Metrics">By metric name.</param>
internal sealed record ExperimentComparison(
    IReadOnlyDictionary<string, ScoreSummary> Scores, IReadOnlyDictionary<string, MetricSummary> Metrics)
{
    // Averages of equal values may differ in the last bits; that is neither better nor worse.
    private const double Tolerance = 1e-9;

    /// <summary>Summarises <paramref name="cases"/>, compared with <paramref name="baseCases"/> when there is a base.</summary>
    public static ExperimentComparison Of(IReadOnlyList<CaseFigures> cases, IReadOnlyList<CaseFigures>? baseCases)
    {
        var current = new FiguresByInput(cases);
        var before = new FiguresByInput(baseCases ?? []);
        return new ExperimentComparison(ScoresOf(cases, current, before), MetricsOf(cases, current, before));
    }

    private static SortedDictionary<string, ScoreSummary> ScoresOf(IReadOnlyList<CaseFigures> cases, FiguresByInput current, FiguresByInput before)
    {
        var summaries = new SortedDictionary<string, ScoreSummary>(StringComparer.Ordinal);
        var pairs = new List<(double Now, double Before)>();
        foreach (var name in cases.SelectMany(c => c.Scores.Keys).Distinct(StringComparer.Ordinal))
        {
            Match(current, before, c => Value(c.Scores, name), pairs);
            summaries[name] = new ScoreSummary(
                name,
                Average(cases, c => Value(c.Scores, name)) ?? 0,
                pairs.Count == 0 ? null : Settle(pairs.Average(p => p.Now) - pairs.Average(p => p.Before)),
                Improvements: pairs.Count(p => p.Now > p.Before + Tolerance),
                Regressions: pairs.Count(p => p.Now < p.Before - Tolerance));
        }

        return summaries;
    }

    private static Dictionary<string, MetricSummary> MetricsOf(IReadOnlyList<CaseFigures> cases, FiguresByInput current, FiguresByInput before)
    {
        var summaries = new Dictionary<string, MetricSummary>(StringComparer.Ordinal);
        var pairs = new List<(double Now, double Before)>();
        foreach (var metric in MetricCatalogue.All)
        {
            var average = Average(cases, c => c.Metrics[metric.Metric]);
            Match(current, before, c => c.Metrics[metric.Metric], pairs);
            if (average is null || (metric.CountsSpans && average == 0 && pairs.TrueForAll(p => p.Before == 0)))
            {
                continue;
            }

            summaries[metric.Name] = new MetricSummary(
                metric.Name,
                average.Value,
                metric.Unit,
                RelativeChange(pairs),
                Improvements: pairs.Count(p => p.Now < p.Before - (Tolerance * Math.Abs(p.Before))),
                Regressions: pairs.Count(p => p.Now > p.Before + (Tolerance * Math.Abs(p.Before))));
        }

        return summaries;
    }

    private static double? RelativeChange(List<(double Now, double Before)> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var before = pairs.Average(p => p.Before);
        var change = Settle(pairs.Average(p => p.Now) - before);
        return change == 0 ? 0 : before == 0 ? null : change / before;
    }

    private static double Settle(double difference) => Math.Abs(difference) < Tolerance ? 0 : difference;

    // Into the same list each time: one of ten thousand pairs is a large object.
    private static void Match(FiguresByInput current, FiguresByInput before, Func<CaseFigures, double?> figure, List<(double Now, double Before)> pairs)
    {
        pairs.Clear();
        foreach (var (input, now) in current.Groups)
        {
            if (before.Groups.TryGetValue(input, out var then) && Average(now, figure) is { } a && Average(then, figure) is { } b)
            {
                pairs.Add((a, b));
            }
        }
    }

    private static double? Value(IReadOnlyDictionary<string, double> figures, string name) => figures.TryGetValue(name, out var value) ? value : null;

    private static double? Average(IReadOnlyList<CaseFigures> cases, Func<CaseFigures, double?> figure)
    {
        var sum = 0d;
        var count = 0;
        foreach (var one in cases)
        {
            if (figure(one) is { } value)
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }
}
