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
    private readonly List<string> _texts = [.. HostileRows.Texts];
    private readonly Dictionary<ObjectRef, string> _asWritten = [];

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        foreach (var text in _texts)
        {
            await _store.Store.InsertAsync(LogsOf(text), new JsonArray([.. HostileRows.Of(text)]).ToJsonString());
            _asWritten[LogsOf(text)] = await DumpAsync(LogsOf(text));
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>The logs that have the text.</summary>
    public ObjectRef LogsOf(string text) => HostileRows.LogsOf(_texts.IndexOf(text));

    internal Task<IReadOnlyList<JsonObject>> RunAsync(QueryPlan plan) => _store.RunAsync(plan);

    /// <summary>Nothing of the text's rows, nor of those of another text, is other than it was written.</summary>
    public async Task AssertIsUnchangedAsync(string text)
    {
        foreach (var logs in (ObjectRef[])[LogsOf(text), LogsOf(_texts[(_texts.IndexOf(text) + 1) % _texts.Count])])
        {
            Assert.Equal(_asWritten[logs], await DumpAsync(logs));
        }
    }

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
