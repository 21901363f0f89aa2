using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Biplane.Query.Prices;

/// <summary>The entries of one price file. Names are in lower case.</summary>
internal sealed partial class PriceList
{
    private readonly FrozenDictionary<string, ModelPrice> _names;
    private readonly PriceEntry[] _prefixes;

    public PriceList(IReadOnlyList<PriceEntry> entries)
    {
        // Of two entries for one text the later one counts.
        var byText = entries.GroupBy(entry => (entry.Text, entry.IsPrefix)).Select(same => same.Last()).ToArray();
        _names = byText.Where(entry => !entry.IsPrefix).ToFrozenDictionary(entry => entry.Text, entry => entry.Price, StringComparer.Ordinal);
        _prefixes = [.. byText.Where(entry => entry.IsPrefix).OrderByDescending(entry => entry.Text.Length).ThenBy(entry => entry.Text, StringComparer.Ordinal)];
        Entries = [.. byText.Where(entry => !entry.IsPrefix), .. _prefixes];
    }

    /// <summary>Names, then prefixes, the longest first.</summary>
    public IReadOnlyList<PriceEntry> Entries { get; }

    public ModelPrice? Find(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        string[] forms = [name, last, FirstPart().Replace(last, string.Empty), AllParts().Replace(last, string.Empty)];
        return forms.Select(form => Exactly(form) ?? ByPrefix(form)).FirstOrDefault(price => price is not null)
            ?? forms.Select(form => Exactly(Ending().Replace(form, string.Empty))).FirstOrDefault(price => price is not null);
    }

    private ModelPrice? Exactly(string name) => _names.GetValueOrDefault(name);

    private ModelPrice? ByPrefix(string name) => Array.Find(_prefixes, prefix => name.StartsWith(prefix.Text, StringComparison.Ordinal))?.Price;

    [GeneratedRegex("^[a-z][a-z-]*\\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstPart();

    [GeneratedRegex("^(?:[a-z][a-z-]*\\.)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AllParts();

    [GeneratedRegex("(?:-[0-9]{4}-[0-9]{2}-[0-9]{2}|[-@][0-9]{8}|-latest)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
