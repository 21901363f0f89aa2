using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Traces;

/// <summary>A server with one project whose logs hold traces.</summary>
public abstract class TraceTestBase : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal DataServer Server { get; private set; } = null!;

    internal ObjectRef Logs { get; private set; }

    internal RowsOf Rows { get; private set; } = null!;

    internal TraceRoutes Traces { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await DataServer.StartAsync();
        Logs = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme);
        Rows = new RowsOf(Server, Logs);
        Traces = new TraceRoutes(Server, Logs);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }

    /// <summary>A span of trace <c>t</c>.</summary>
    /// <param name="id">Its row id; its span id is the same after <c>s-</c>.</param>
    /// <param name="parent">The row id of its parent.</param>
    /// <param name="fields">An object of what else it has.</param>
    protected static string Span(string id, string? parent, string? fields = null) =>
        $$"""{"id":"{{id}}","span_id":"s-{{id}}","root_span_id":"t","span_parents":{{(parent is null ? "null" : $"[\"s-{parent}\"]")}}"""
        + (fields is null ? "}" : "," + fields.TrimStart('{'));
}
