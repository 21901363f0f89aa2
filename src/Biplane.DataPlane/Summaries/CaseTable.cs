namespace Biplane.DataPlane.Summaries;

/// <summary>The figures of an experiment's cases, a column for each figure, in which a case that has none is not a number.</summary>
internal sealed class CaseTable
{
    private readonly double[][] _metrics = new double[MetricCatalogue.All.Count][];
    private readonly SortedDictionary<string, double[]> _scores = new(StringComparer.Ordinal);

    public CaseTable(IReadOnlyList<CaseFigures> cases)
    {
        InputKeys = [.. cases.Select(one => one.InputKey)];
        foreach (var metric in MetricCatalogue.All)
        {
            _metrics[(int)metric.Metric] = [.. cases.Select(one => one.Metrics[metric.Metric] ?? double.NaN)];
        }

        for (var i = 0; i < cases.Count; i++)
        {
            foreach (var (name, value) in cases[i].Scores)
            {
                if (!_scores.TryGetValue(name, out var column))
                {
                    _scores[name] = column = new double[cases.Count];
                    Array.Fill(column, double.NaN);
                }

                column[i] = value;
            }
        }
    }

    /// <summary>The key of each case's input. Cases of one input are trials of it.</summary>
    public UInt128[] InputKeys { get; }

    /// <summary>Columns by the name of the score, in the order of names.</summary>
    public IReadOnlyDictionary<string, double[]> Scores => _scores;

    public double[] this[SummaryMetric metric] => _metrics[(int)metric];

    /// <summary>What it takes in memory, about.</summary>
    public long Bytes => 1_024 + (InputKeys.Length * (16L + (sizeof(double) * (_metrics.Length + _scores.Count))));
}
