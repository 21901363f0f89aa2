using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.AsyncQueries;

/// <summary>Asks background queries by the public routes.</summary>
internal sealed class BackgroundQueries(DataServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A query over a row with 300 tags that nobody waits for the end of.</summary>
    public static string Endless(ObjectRef logs) =>
        $"select: count(1) as n | from: project_logs('{logs.Id}') | unpivot: tags as a, tags as b, tags as c, tags as d | filter: a != b OR c != d";

    public static string RowWithTags => $"{{\"id\":\"tagged\",\"tags\":[{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"tag{i}\""))}]}}";

    public async Task<string> SubmitAsync(object body, Caller? caller = null) =>
        (await server.PostJsonAsync("/btql/async", JsonSerializer.Serialize(body), caller)).GetProperty("id").GetString()!;

    public Task<HttpResponseMessage> TrySubmitAsync(object body, Caller? caller = null) => server.PostAsync("/btql/async", JsonSerializer.Serialize(body), caller);

    public Task<JsonElement> FindAsync(string id, Caller? caller = null) => server.GetJsonAsync($"/btql/async/{id}", caller);

    public Task<JsonElement> ResultAsync(string id, string parameters = "", Caller? caller = null) => server.GetJsonAsync($"/btql/async/{id}/result{parameters}", caller);

    public async Task<int> StatusAsync(HttpMethod method, string path, Caller? caller = null)
    {
        using var response = await server.SendAsync(method, "/btql/async" + path, content: null, caller ?? People.Ada);
        return (int)response.StatusCode;
    }

    /// <summary>Waits until the query has come as far.</summary>
    public Task<JsonElement> UntilAsync(string id, params string[] statuses) => UntilAsync(id, People.Ada, statuses);

    public async Task<JsonElement> UntilAsync(string id, Caller caller, params string[] statuses)
    {
        for (var i = 0; i < 1_500; i++)
        {
            var query = await FindAsync(id, caller);
            if (statuses.Contains(query.GetProperty("status").GetString()))
            {
                return query;
            }

            await Task.Delay(20, Token);
        }

        throw new TimeoutException($"The query did not become {string.Join(" or ", statuses)}: {await FindAsync(id, caller)}");
    }

    /// <summary>All rows, page by page.</summary>
    public async Task<List<string>> RowsAsync(string id, int limit)
    {
        var rows = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await ResultAsync(id, $"?limit={limit}{cursor}");
            Assert.Equal("succeeded", page.GetProperty("status").GetString());
            var got = page.GetProperty("rows").EnumerateArray().Select(r => r.GetRawText()).ToList();
            rows.AddRange(got);
            if (!page.TryGetProperty("cursor", out var next))
            {
                return rows;
            }

            Assert.Equal(limit, got.Count);
            cursor = $"&cursor={next.GetString()}";
        }
    }
}
