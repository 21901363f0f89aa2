namespace Biplane.DataPlane.Summaries;

/// <summary>A number for each metric, or none.</summary>
internal sealed class MetricFigures
{
    private readonly double[] _values = new double[MetricCatalogue.All.Count];

    public MetricFigures() => Array.Fill(_values, double.NaN);

    public double? this[SummaryMetric metric]
    {
        get => double.IsNaN(_values[(int)metric]) ? null : _values[(int)metric];
        set => _values[(int)metric] = value ?? double.NaN;
    }

    public void Add(SummaryMetric metric, double? value)
    {
        if (value is { } more)
        {
            this[metric] = (this[metric] ?? 0) + more;
        }
    }
}
