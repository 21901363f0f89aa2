using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>The hostile texts, and rows that have one of them in every place.</summary>
internal static class HostileRows
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every hostile text, and one that makes every value a large one, which lies in the blob store.</summary>
    public static IEnumerable<string> Texts => [.. Hostile.Texts().Select(text => text.Data), string.Concat(Enumerable.Repeat("\"'𝒳\\", 20_000))];

    /// <summary>The logs that have the text of that place among all texts.</summary>
    public static ObjectRef LogsOf(int place) => new(ObjectKind.ProjectLogs, new Guid(place + 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4));

    /// <summary>A row that has the text in every place, one that does not have it, and one whose ids are the text.</summary>
    public static JsonObject[] Of(string text) =>
    [
        new JsonObject
        {
            ["id"] = "hit",
            ["span_id"] = "s1",
            ["root_span_id"] = text,
            ["input"] = text,
            ["output"] = new JsonObject { [text] = new JsonObject { [text] = text } },
            ["error"] = new JsonObject { [text] = 1 }.ToJsonString(Plain),
            ["metadata"] = new JsonObject { [text] = "found", ["model"] = text, ["json"] = new JsonObject { [text] = text }.ToJsonString(Plain) },
            ["tags"] = new JsonArray(text),
            ["scores"] = new JsonObject { [text] = 0.5 },
            ["metrics"] = new JsonObject { [text] = 1 },
            ["span_attributes"] = new JsonObject { ["name"] = text, ["type"] = "llm" },
            [text] = new JsonObject { [text] = text },
        },
        new JsonObject
        {
            ["id"] = "miss",
            ["input"] = "other",
            ["output"] = new JsonObject { ["x"] = new JsonObject { ["x"] = "x" } },
            ["metadata"] = new JsonObject { ["x"] = "found" },
            ["tags"] = new JsonArray("x"),
            ["scores"] = new JsonObject { ["x"] = 1 },
        },
        new JsonObject { ["id"] = text, ["span_id"] = text, ["root_span_id"] = "r3" },
    ];
}
