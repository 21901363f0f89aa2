using System.Collections.Frozen;

namespace Biplane.Model.Rows;

/// <summary>Wire names of <see cref="EventField"/>.</summary>
public static class EventFields
{
    /// <summary>How many fields there are.</summary>
    public const int Count = (int)EventField.Facets + 1;

    private static readonly string[] Names =
    [
        "input", "output", "expected", "error", "scores", "metadata", "metrics", "tags", "span_attributes", "span_parents", "context", "origin",
        "classifications", "facets",
    ];

    private static readonly FrozenDictionary<string, EventField> ByName =
        Enumerable.Range(0, Count).ToFrozenDictionary(i => Names[i], i => (EventField)i, StringComparer.Ordinal);

    /// <summary>All fields, in storage order.</summary>
    public static IReadOnlyList<EventField> All { get; } = [.. Enumerable.Range(0, Count).Select(i => (EventField)i)];

    /// <summary>The name on the wire and in storage.</summary>
    public static string WireName(this EventField field) => Names[(int)field];

    /// <summary>Finds a field by its wire name.</summary>
    public static EventField? Parse(string name) => ByName.TryGetValue(name, out var field) ? field : null;
}
