namespace Biplane.Hosting.Metadata;

/// <summary>Data-plane fields of one thing: wire name to JSON text, as it came.</summary>
public sealed class DataFields(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values)
{
    public static DataFields Empty { get; } = new(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal));

    public bool IsEmpty => values.Count == 0;

    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> All => values;

    /// <summary>A field's JSON text, or null.</summary>
    public ReadOnlyMemory<byte>? Find(string field)
    {
        // Not a conditional expression: in it, null would become an empty memory.
        if (values.TryGetValue(field, out var value))
        {
            return value;
        }

        return null;
    }
}
