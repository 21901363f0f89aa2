using System.Text;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>What every conformance class starts from: a store, rows as clients send them, answers as clients get them.</summary>
public abstract class RowStoreConformance<TFixture> : IAsyncLifetime
    where TFixture : IRowStoreFixture, new()
{
    private static readonly Guid Organization = Guid.Parse("22222222-2222-4222-8222-222222222222");

    private readonly TFixture _fixture = new();

    protected static ObjectRef Logs { get; } = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));

    protected static ObjectRef Dataset { get; } = new(ObjectKind.Dataset, Guid.Parse("1b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b12"));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected IRowStore Store => _fixture.Store;

    public async ValueTask InitializeAsync() => await _fixture.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _fixture.DisposeAsync();
    }

    protected Task ReopenAsync() => _fixture.ReopenAsync();

    protected Task KillAsync() => _fixture.KillAsync();

    /// <summary>A statement holds now, after the store has tidied up, after a restart, and after a power cut.</summary>
    protected async Task ThroughoutAsync(Func<Task> holds)
    {
        await holds();
        await KillAsync();
        await holds();
        await Store.CompactAsync(Token);
        await holds();
        await ReopenAsync();
        await holds();
    }

    protected async Task<TransactionId> InsertAsync(ObjectRef target, params string[] rows)
    {
        var read = EventReader.ReadEvents(Encoding.UTF8.GetBytes($$"""{"events":[{{string.Join(',', rows)}}]}"""), target);
        Assert.Null(read.Error);
        foreach (var row in read.Rows)
        {
            row.ProjectId = Logs.Id;
            row.OrganizationId = Organization;
        }

        return (await Store.WriteAsync(read.Rows, Token)).Transaction;
    }

    protected Task<List<JsonObject>> QueryAsync(string query, TransactionId? version = null) =>
        QueryAsync(QueryRequest.FromText(query, DateTime.UnixEpoch) with { Version = version });

    protected async Task<List<JsonObject>> QueryAsync(QueryRequest request)
    {
        var compilation = QueryPipeline.Compile(request);
        Assert.True(compilation.Plan is not null, string.Join("; ", compilation.Diagnostics));
        return await CursorRows.ReadAsync(await Store.QueryAsync(compilation.Plan, Token), Token);
    }

    /// <summary>The ids that a query gives, in its order.</summary>
    protected async Task<List<string>> IdsAsync(string query, TransactionId? version = null) =>
        [.. (await QueryAsync(query, version)).Select(row => (string)row["id"]!)];

    /// <summary>All rows of an object by id.</summary>
    protected async Task<Dictionary<string, JsonObject>> RowsAsync(ObjectRef target) =>
        (await QueryAsync($"select: * | from: {From(target)} | limit: 100000")).ToDictionary(row => (string)row["id"]!, StringComparer.Ordinal);

    /// <summary>A field of a row as JSON text, null where there is none.</summary>
    protected async Task<string?> FieldAsync(ObjectRef target, string id, string field) => (await RowsAsync(target))[id][field]?.ToJsonString();

    protected static string From(ObjectRef target) => $"{(target.Kind == ObjectKind.Dataset ? "dataset" : "project_logs")}('{target.Id:D}')";
}
