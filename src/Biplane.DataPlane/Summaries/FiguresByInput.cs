namespace Biplane.DataPlane.Summaries;

/// <summary>An experiment's cases by input: repeated trials of one input are one case of a comparison.</summary>
internal sealed class FiguresByInput
{
    private readonly Dictionary<UInt128, List<CaseFigures>> _groups = [];

    public FiguresByInput(IReadOnlyList<CaseFigures> cases)
    {
        foreach (var one in cases)
        {
            if (!_groups.TryGetValue(one.InputKey, out var group))
            {
                _groups[one.InputKey] = group = [];
            }

            group.Add(one);
        }
    }

    public IReadOnlyDictionary<UInt128, List<CaseFigures>> Groups => _groups;
}
