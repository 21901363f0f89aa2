using Biplane.DataPlane.Tests.Testing;

namespace Biplane.DataPlane.Tests.Traces;

/// <summary>A server with one project whose logs hold traces.</summary>
public abstract class TraceTestBase : LogsTestBase
{
    internal TraceRoutes Traces { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Traces = new TraceRoutes(Server, Logs);
    }

    /// <summary>A span of trace <c>t</c>.</summary>
    /// <param name="id">Its row id; its span id is the same after <c>s-</c>.</param>
    /// <param name="parent">The row id of its parent.</param>
    /// <param name="fields">An object of what else it has.</param>
    protected static string Span(string id, string? parent, string? fields = null) =>
        $$"""{"id":"{{id}}","span_id":"s-{{id}}","root_span_id":"t","span_parents":{{(parent is null ? "null" : $"[\"s-{parent}\"]")}}"""
        + (fields is null ? "}" : "," + fields.TrimStart('{'));
}
