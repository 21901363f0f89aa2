using System.Buffers;
using System.Text.Json.Nodes;
using Biplane.Query.Planning;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The rows of the cases in a real store, whose clock stands at the time of the cases when it opens.</summary>
public sealed class CaseStore : IAsyncLifetime
{
    private TemporaryStore? _store;

    internal TemporaryStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = new TemporaryStore(time: new CaseTime());
        foreach (var (owner, row) in CaseRows.All)
        {
            await Store.InsertAsync(owner, $"[{row}]");
        }
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Runs the plan; the rows as the data plane writes them.</summary>
    internal async Task<IReadOnlyList<JsonObject>> RunAsync(QueryPlan plan)
    {
        await using var cursor = await Store.Store.QueryAsync(plan, TestContext.Current.CancellationToken);
        var writer = new RowJsonWriter(cursor.Columns);
        var rows = new List<JsonObject>();
        while (await cursor.ReadAsync(TestContext.Current.CancellationToken))
        {
            var bytes = new ArrayBufferWriter<byte>();
            writer.Write(cursor, bytes);
            rows.Add(JsonNode.Parse(bytes.WrittenSpan)!.AsObject());
        }

        return rows;
    }

    // Time goes on from there: the store waits by it.
    private sealed class CaseTime : TimeProvider
    {
        private readonly DateTimeOffset _opened = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(QueryCase.Now, TimeSpan.Zero) + (System.GetUtcNow() - _opened);
    }
}
