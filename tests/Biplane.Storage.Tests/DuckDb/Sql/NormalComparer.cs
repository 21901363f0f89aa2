using System.Text.Json;
using System.Text.Json.Nodes;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>
/// Compares rows in the form of <see cref="CaseAnswer.Normal"/>. In which order an engine adds up is open, and what lies between two numbers of twelve digits is then rounded to one or
/// to the other.
/// </summary>
internal sealed class NormalComparer : IEqualityComparer<string>
{
    private const double OneDigit = 2e-11;

    public static NormalComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => x == y || (x is not null && y is not null && AreAlike(JsonNode.Parse(x), JsonNode.Parse(y)));

    // Alike ones may be written differently.
    public int GetHashCode(string obj) => 0;

    private static bool AreAlike(JsonNode? x, JsonNode? y) => (x, y) switch
    {
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out var other) && AreAlike(member.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreAlike(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number =>
            Math.Abs(a.GetValue<double>() - b.GetValue<double>()) <= OneDigit * Math.Max(Math.Abs(a.GetValue<double>()), Math.Abs(b.GetValue<double>())),
        _ => JsonNode.DeepEquals(x, y),
    };
}
