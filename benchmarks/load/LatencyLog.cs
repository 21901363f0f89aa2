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

    public double Percentile(double share)
    {
        lock (_lock)
        {
            if (_values.Count == 0)
            {
                return 0;
            }

            _values.Sort();
            return _values[Math.Min(_values.Count - 1, (int)(_values.Count * share))];
        }
    }

    public double Max => Percentile(1);
}
