using System.Text;

namespace Biplane.DataPlane.Summaries;

/// <summary>Names that occur again and again in UTF-8, each as one string.</summary>
internal sealed class Utf8Names
{
    private readonly HashSet<string> _names = new(Utf8Comparer.Instance);

    public string Of(ReadOnlySpan<byte> utf8)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (names.TryGetValue(utf8, out var known))
        {
            return known;
        }

        var name = Encoding.UTF8.GetString(utf8);
        _names.Add(name);
        return name;
    }
}
