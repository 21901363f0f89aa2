namespace Biplane.Load;

/// <summary>Latencies in milliseconds.</summary>
internal sealed class LatencyLog
{
    private readonly List<double> _values = [];
    private readonly Lock _lock = new();

    public void Add(double milliseconds)
    {
        lock (_lock)
        {
            _values.Add(milliseconds);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _values.Count;
            }
        }
    }

    /// <summary>The value that a share of them does not exceed.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="from">Leaves out so many that came first.</param>
    public double Percentile(double share, int from = 0)
    {
        lock (_lock)
        {
            if (_values.Count <= from)
            {
                return 0;
            }

            var values = _values[from..];
            values.Sort();
            return values[Math.Min(values.Count - 1, (int)(values.Count * share))];
        }
    }

    public double Max => Percentile(1);
}
