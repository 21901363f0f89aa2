namespace Biplane.DataPlane.Summaries;

/// <summary>The inputs of two experiments: a case is compared with the one of the same input, and trials of one input are averaged before.</summary>
internal sealed class MatchedInputs
{
    private const int Unmatched = -1;

    // By case: the place of its input.
    private readonly int[] _now;
    private readonly int[] _before;
    private readonly (double Sum, int Count)[] _sumsNow;
    private readonly (double Sum, int Count)[] _sumsBefore;

    public MatchedInputs(CaseTable now, CaseTable? before)
    {
        var places = new Dictionary<UInt128, int>(now.InputKeys.Length);
        _now = Array.ConvertAll(now.InputKeys, key => places.TryGetValue(key, out var known) ? known : places[key] = places.Count);
        _before = Array.ConvertAll(before?.InputKeys ?? [], key => places.GetValueOrDefault(key, Unmatched));
        _sumsNow = new (double, int)[places.Count];
        _sumsBefore = new (double, int)[places.Count];
    }

    /// <summary>Compares a figure of the inputs that have it in both experiments. Not safe for concurrent use.</summary>
    /// <param name="now">A column of the experiment.</param>
    /// <param name="before">The same one of its base; null when that has none.</param>
    /// <param name="tolerance">How far apart two averages of equal values may be.</param>
    /// <param name="isRelative">Whether that is a share of the base's value.</param>
    public MatchedFigure Compare(double[] now, double[]? before, double tolerance, bool isRelative)
    {
        if (before is null)
        {
            return default;
        }

        Add(now, _now, _sumsNow);
        Add(before, _before, _sumsBefore);
        var found = default(MatchedFigure);
        for (var i = 0; i < _sumsNow.Length; i++)
        {
            if (_sumsNow[i].Count > 0 && _sumsBefore[i].Count > 0)
            {
                found.Add(_sumsNow[i].Sum / _sumsNow[i].Count, _sumsBefore[i].Sum / _sumsBefore[i].Count, tolerance, isRelative);
            }
        }

        return found;
    }

    private static void Add(double[] figures, int[] places, (double Sum, int Count)[] sums)
    {
        Array.Clear(sums);
        for (var i = 0; i < figures.Length; i++)
        {
            if (places[i] != Unmatched && !double.IsNaN(figures[i]))
            {
                ref var sum = ref sums[places[i]];
                sum = (sum.Sum + figures[i], sum.Count + 1);
            }
        }
    }
}
