using System.Buffers;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The rows of the cases in a real store, whose clock stands at the time of the cases when it opens.</summary>
public sealed class CaseStore : IAsyncLifetime
{
    private TemporaryStore? _store;

    /// <summary>The files whose cases a store can answer.</summary>
    internal static string[] Files { get; } = ["*s.cases", "language.cases", "Specification/*.cases"];

    /// <summary>The project of all cases but those of the specification.</summary>
    internal static Guid ProjectId { get; } = Guid.Parse("11111111-1111-4111-8111-111111111111");

    internal static IReadOnlyDictionary<string, ObjectRef> Objects { get; } = new Dictionary<string, ObjectRef>(StringComparer.Ordinal)
    {
        ["P"] = new(ObjectKind.ProjectLogs, Guid.Parse("55555555-5555-4555-8555-555555555555")),
        ["E"] = new(ObjectKind.Experiment, Guid.Parse("66666666-6666-4666-8666-666666666666")),
        ["F"] = new(ObjectKind.Experiment, Guid.Parse("77777777-7777-4777-8777-777777777777")),
        ["D"] = new(ObjectKind.Dataset, Guid.Parse("88888888-8888-4888-8888-888888888888")),
    };

    /// <summary>Every object that has rows.</summary>
    internal static IEnumerable<ObjectRef> Owners => [new ObjectRef(ObjectKind.ProjectLogs, ProjectId), .. Objects.Values];

    internal TemporaryStore Store => _store!;

    /// <summary>A query of a case file with the ids of objects in place of their letters.</summary>
    internal static string WithIds(string file, string query)
    {
        query = file.StartsWith("Specification", StringComparison.Ordinal) ? query : query.Replace("{P}", ProjectId.ToString("D"), StringComparison.Ordinal);
        return Objects.Aggregate(query, (text, item) => text.Replace("{" + item.Key + "}", item.Value.Id.ToString("D"), StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        _store = new TemporaryStore(time: new CaseTime());
        var rows = await File.ReadAllLinesAsync(Path.Combine(QueryCase.Folder, "rows.jsonl"), TestContext.Current.CancellationToken);
        await Store.InsertAsync(new ObjectRef(ObjectKind.ProjectLogs, ProjectId), $"[{string.Join(',', rows.Where(row => row.Length > 0))}]");
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(QueryCase.Folder, "Specification", "rows.jsonl"), TestContext.Current.CancellationToken))
        {
            var item = JsonNode.Parse(line)!;
            await Store.InsertAsync(Objects[(string)item["to"]!], $"[{item["row"]!.ToJsonString()}]");
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
