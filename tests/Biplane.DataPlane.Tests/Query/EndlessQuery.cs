using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Five rows that a query multiplies by three hundred to the fourth: nobody waits for the end of it.</summary>
internal sealed class EndlessQuery(DataServer server, ObjectRef logs)
{
    public async Task InsertAsync()
    {
        var tags = JsonSerializer.Serialize(Enumerable.Range(0, 300).Select(i => $"tag{i}"));
        await new RowsOf(server, logs).InsertAsync([.. Enumerable.Range(0, 5).Select(i => $$"""{"id":"r{{i}}","tags":{{tags}}}""")]);
    }

    /// <summary>Asks it.</summary>
    /// <param name="seconds">The time it asks for.</param>
    public Task<HttpResponseMessage> AskAsync(double? seconds = null) => server.PostAsync("/btql", JsonSerializer.Serialize(new
    {
        query = $"select: count(1) as n | from: project_logs('{logs.Id}') | unpivot: tags as a, tags as b, tags as c, tags as d | filter: a != b OR c != d",
        query_timeout_seconds = seconds,
    }));
}
