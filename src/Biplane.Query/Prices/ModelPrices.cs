using System.Collections.Concurrent;
using System.Text;

namespace Biplane.Query.Prices;

/// <summary>
/// Prices by the name of a model, as spans log it. A name is looked for, in any case, whole; behind its last slash; without one and without all of
/// its <c>letters.</c> parts at the front; each time exactly, then by the longest prefix; at last exactly without the date or <c>-latest</c> at its
/// end. The first hit counts. The provider is not asked: where several sell a name, the table has the price of the one that makes the model.
/// </summary>
public sealed class ModelPrices
{
    // Names come from clients, so there is no end to them.
    private const int MaxRemembered = 4096;
    private const int MaxNameLength = 256;

    private static readonly Lazy<ModelPrices> BuiltIn = new(() => Parse(Resource()));

    private readonly ConcurrentDictionary<string, ModelPrice?> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ModelPrice?>.AlternateLookup<ReadOnlySpan<char>> _foundBySpan;
    private readonly PriceList[] _lists;
    private int _remembered;

    private ModelPrices(PriceList[] lists)
    {
        _lists = lists;
        _foundBySpan = _found.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The prices that come with the program.</summary>
    public static ModelPrices Default => BuiltIn.Value;

    /// <summary>The entries, those that win over others of the same list first, list by list: an earlier list is asked to its end before the next.</summary>
    public IReadOnlyList<IReadOnlyList<PriceEntry>> Lists => [.. _lists.Select(list => list.Entries)];

    /// <summary>Reads a price file.</summary>
    /// <exception cref="FormatException">The file is wrong; the message says where.</exception>
    public static ModelPrices Parse(ReadOnlyMemory<byte> json) => new([new PriceList(PriceFile.Read(json))]);

    /// <summary>These prices, and others that win: only a name which they do not know is looked for here.</summary>
    public ModelPrices With(ModelPrices overrides) => new([.. overrides._lists, .. _lists]);

    /// <summary>The price of a model; null when it is not known.</summary>
    public ModelPrice? Find(string model) => Find(Encoding.UTF8.GetBytes(model));

    /// <summary>The price of a model whose name is UTF-8; null when it is not known. Costs no memory for names that were asked before.</summary>
    public ModelPrice? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxNameLength)
        {
            return null;
        }

        Span<char> text = stackalloc char[MaxNameLength];
        Span<char> lower = stackalloc char[MaxNameLength];
        var length = Encoding.UTF8.GetChars(utf8, text);
        var name = lower[..text[..length].ToLowerInvariant(lower)];
        if (_foundBySpan.TryGetValue(name, out var known))
        {
            return known;
        }

        var key = name.ToString();
        var price = _lists.Select(list => list.Find(key)).FirstOrDefault(found => found is not null);
        if (Interlocked.Increment(ref _remembered) <= MaxRemembered)
        {
            _found[key] = price;
        }

        return price;
    }

    private static byte[] Resource()
    {
        using var stream = typeof(ModelPrices).Assembly.GetManifestResourceStream("model-prices.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
