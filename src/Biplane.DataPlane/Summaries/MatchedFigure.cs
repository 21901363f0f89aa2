using System.Runtime.InteropServices;

namespace Biplane.DataPlane.Summaries;

/// <summary>One figure in two experiments, over the inputs that have it in both.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct MatchedFigure
{
    private double _now;
    private double _before;

    /// <summary>The inputs that have it in both.</summary>
    public int Count { get; private set; }

    /// <summary>Inputs for which it is now higher than before.</summary>
    public int Higher { get; private set; }

    public int Lower { get; private set; }

    /// <summary>Whether it was anything but zero for any input.</summary>
    public bool WasAny { get; private set; }

    public readonly double AverageNow => _now / Count;

    public readonly double AverageBefore => _before / Count;

    public void Add(double now, double before, double tolerance, bool isRelative)
    {
        var slack = isRelative ? tolerance * Math.Abs(before) : tolerance;
        Count++;
        _now += now;
        _before += before;
        Higher += now > before + slack ? 1 : 0;
        Lower += now < before - slack ? 1 : 0;
        WasAny |= before != 0;
    }
}
