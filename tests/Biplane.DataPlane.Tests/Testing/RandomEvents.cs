using System.Text.Json;
using System.Text.Json.Nodes;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Rows that have every field in some shape, or have it not; the same ones for the same seed.</summary>
internal sealed class RandomEvents(int seed)
{
    private static readonly string[] Texts = ["", "plain", "naïve \"quoted\" \\ back", "日本語のテキスト", "line\nbreak\tand\u0001control", "🦆 pair", "null", "2026-01-01", "0012"];

    private readonly Random _random = new(seed);

    public string Next(int number)
    {
        var row = new JsonObject { ["id"] = $"r{number}" };
        foreach (var field in new[] { "input", "output", "expected", "error", "a_field_of_their_own", "another" })
        {
            Maybe(row, field, () => Json(depth: 3));
        }

        Maybe(row, "metadata", () => Object(depth: 2));
        Maybe(row, "scores", () => new JsonObject { ["exact"] = _random.Next(2), ["sim"] = _random.NextDouble(), ["none"] = null });
        Maybe(row, "metrics", () => new JsonObject { ["start"] = 1.7e9 + _random.Next(1000), ["end"] = 1.7e9 + 1000, ["tokens"] = _random.Next(5000) });
        Maybe(row, "tags", () => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(i => JsonValue.Create($"{Text()}{i}"))]));
        Maybe(row, "span_attributes", () => new JsonObject { ["name"] = Text(), ["type"] = "llm" });
        Maybe(row, "created", () => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(_random.NextInt64(200_000_000_000)).ToString("O"));
        return row.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private void Maybe(JsonObject row, string field, Func<JsonNode?> make)
    {
        if (_random.Next(4) > 0)
        {
            row[field] = make();
        }
    }

    private string Text() => Texts[_random.Next(Texts.Length)];

    private JsonObject Object(int depth) => new(Enumerable.Range(0, _random.Next(4)).Select(i => KeyValuePair.Create($"{Text()}{i}", Json(depth - 1))));

    private JsonNode? Json(int depth) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.NextInt64()),
        2 => JsonValue.Create(_random.NextDouble() * 1e10),
        3 => JsonValue.Create(_random.Next(2) == 0),
        4 or 5 => JsonValue.Create(Text()),
        6 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Json(depth - 1))]),
        _ => Object(depth),
    };
}
