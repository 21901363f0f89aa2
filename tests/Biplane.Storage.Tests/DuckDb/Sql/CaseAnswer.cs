using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Compares answers with what a case says.</summary>
internal static class CaseAnswer
{
    /// <summary>Of rows that have every column, only the members that the case names are compared.</summary>
    public static void AssertEqual(IReadOnlyList<string> expected, IReadOnlyList<JsonObject> actual, bool hasEveryColumn)
    {
        var rows = expected.Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        var answer = actual.Select((row, i) => i < rows.Length ? Given(hasEveryColumn ? Only(row, rows[i]) : row, rows[i]) : row);
        Assert.Equal(rows.Select(Normal), answer.Select(Normal), NormalComparer.Instance);
    }

    /// <summary>Numbers as doubles with twelve digits, members by name: what the answer means, not how it is written.</summary>
    public static string Normal(JsonNode node) => Sorted(node)!.ToJsonString();

    // What differs from run to run is written as an ellipsis.
    private static JsonObject Given(JsonObject row, JsonObject expected) =>
        new(row.Select(m => KeyValuePair.Create(m.Key, expected[m.Key] is JsonValue value && value.TryGetValue<string>(out var text) && text == "…" ? "…" : m.Value?.DeepClone())));

    private static JsonObject Only(JsonObject row, JsonObject expected) =>
        new(row.Where(m => expected.ContainsKey(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value is JsonObject inner && expected[m.Key] is JsonObject named ? Only(inner, named) : m.Value?.DeepClone())));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(
            (double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) + 0.0).ToString("G12", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
