using System.Text.Json;
using Biplane.Model;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Writes and reads one object's rows by the public routes.</summary>
internal sealed class RowsOf(DataServer server, ObjectRef target)
{
    private string Path => $"/v1/{target.Kind.WireName()}/{target.Id}";

    public Task<JsonElement> InsertAsync(params string[] events) => server.PostJsonAsync(Path + "/insert", $$"""{"events":[{{string.Join(',', events)}}]}""");

    public Task<JsonElement> FetchPageAsync(string request = "{}") => server.PostJsonAsync(Path + "/fetch", request);

    public async Task<List<JsonElement>> FetchAsync(string request = "{}") => [.. (await FetchPageAsync(request)).GetProperty("events").EnumerateArray()];

    public async Task<List<string?>> IdsAsync(string request = "{}") => [.. (await FetchAsync(request)).Select(r => r.GetProperty("id").GetString())];

    /// <summary>Runs a query on this object: the clauses after <c>from</c>.</summary>
    public Task<JsonElement> QueryAsync(string select = "*", string clauses = "") =>
        server.PostJsonAsync("/btql", JsonSerializer.Serialize(new { query = $"select: {select} | from: {target.Kind.WireName()}('{target.Id}'){clauses}" }));
}
