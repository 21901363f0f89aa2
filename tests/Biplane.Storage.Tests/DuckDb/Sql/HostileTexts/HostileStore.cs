using System.Text;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>A real store with a project for each hostile text, whose rows have it in every place.</summary>
public sealed class HostileStore : IAsyncLifetime
{
    private readonly CaseStore _store = new();
    private readonly List<string> _texts = [.. Texts];
    private readonly Dictionary<ObjectRef, string> _asWritten = [];

    /// <summary>Every hostile text, and one that makes every value a large one, which lies in the blob store.</summary>
    public static IEnumerable<string> Texts => [.. Hostile.Texts().Select(text => text.Data), string.Concat(Enumerable.Repeat("\"'𝒳\\", 20_000))];

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        foreach (var text in _texts)
        {
            await _store.Store.InsertAsync(LogsOf(text), new JsonArray([.. Rows(text)]).ToJsonString());
            _asWritten[LogsOf(text)] = await DumpAsync(LogsOf(text));
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>The logs that have the text.</summary>
    public ObjectRef LogsOf(string text) => new(ObjectKind.ProjectLogs, new Guid(_texts.IndexOf(text) + 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4));

    internal Task<IReadOnlyList<JsonObject>> RunAsync(QueryPlan plan) => _store.RunAsync(plan);

    /// <summary>Nothing of the text's rows, nor of those of another text, is other than it was written.</summary>
    public async Task AssertIsUnchangedAsync(string text)
    {
        foreach (var logs in (ObjectRef[])[LogsOf(text), LogsOf(_texts[(_texts.IndexOf(text) + 1) % _texts.Count])])
        {
            Assert.Equal(_asWritten[logs], await DumpAsync(logs));
        }
    }

    /// <summary>A row that has the text in every place, one that does not have it, and one whose ids are the text.</summary>
    internal static JsonObject[] Rows(string text) =>
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

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<string> DumpAsync(ObjectRef logs)
    {
        var text = new StringBuilder();
        foreach (var row in await _store.Store.Store.DumpAsync(logs, TestContext.Current.CancellationToken))
        {
            text.Append(row.Key).Append('|').Append(row.State.Id).Append('|').Append(row.State.Transaction).Append('|').Append(row.State.SpanId).Append('|').Append(row.State.RootSpanId);
            foreach (var part in EventFields.All.Select(field => row.State[field]).Append(row.State.Extra).Append(row.State.Audit))
            {
                text.Append('|').Append(Encoding.UTF8.GetString(part.Span));
            }

            text.AppendJoin('|', (row.Blobs ?? []).Select(blob => $"{blob.Key} {blob.Value}")).Append('\n');
        }

        return text.ToString();
    }
}
