namespace Biplane.Model.Json;

/// <summary>
/// Deep merge of JSON text. Objects merge member by member, everything else is replaced; values that are not touched keep their bytes,
/// so numbers survive bit for bit. Of duplicate member names the last one counts.
/// </summary>
internal static class JsonMerge
{
    /// <summary>Merges <paramref name="incoming"/> into <paramref name="existing"/>.</summary>
    /// <param name="existing">The stored text; empty when there is none.</param>
    /// <param name="incoming">The new text, not empty.</param>
    /// <param name="stops">Paths relative to this value below which the incoming value replaces.</param>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> existing, ReadOnlyMemory<byte> incoming, IReadOnlyList<ReadOnlyMemory<string>> stops)
    {
        if (!JsonText.IsObject(incoming.Span) || !JsonText.IsObject(existing.Span) || stops.Any(stop => stop.IsEmpty))
        {
            return incoming;
        }

        var merged = LastOfEachName(existing);
        foreach (var (name, value) in LastOfEachName(incoming))
        {
            if (!IsForbidden(name))
            {
                merged[name] = merged.TryGetValue(name, out var current) ? Merge(current, value, Below(stops, name)) : value;
            }
        }

        return JsonText.ToObject(merged.Select(pair => new JsonMember(pair.Key, pair.Value)));
    }

    /// <summary>The paths that go on below a member, shortened by it.</summary>
    public static IReadOnlyList<ReadOnlyMemory<string>> Below(IReadOnlyList<ReadOnlyMemory<string>> stops, string name) =>
        stops.Count == 0 ? stops : [.. stops.Where(stop => !stop.IsEmpty && stop.Span[0] == name).Select(stop => stop[1..])];

    // In clients that turn rows into JavaScript objects these would reach the prototype.
    private static bool IsForbidden(string name) => name is "__proto__" or "constructor" or "prototype";

    private static OrderedDictionary<string, ReadOnlyMemory<byte>> LastOfEachName(ReadOnlyMemory<byte> json)
    {
        var members = new OrderedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var member in JsonText.Members(json))
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
