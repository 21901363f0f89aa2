using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Traces;

/// <summary>The routes about traces of one object.</summary>
internal sealed class TraceRoutes(DataServer server, ObjectRef target)
{
    private string Path => $"/v1/{target.Kind.WireName()}/{target.Id}";

    public async Task<SkeletonAnswer> SkeletonAsync(string trace, string more = "") =>
        new(await server.GetJsonAsync($"{Path}/trace?root_span_id={Uri.EscapeDataString(trace)}{more}"));

    public Task<HttpResponseMessage> GetSkeletonAsync(string query, Caller? caller = null, string? tag = null) => GetAsync("/trace" + query, caller, tag);

    public Task<HttpResponseMessage> GetFieldAsync(string field, string id, Caller? caller = null, string? tag = null, RangeHeaderValue? range = null, HttpMethod? method = null) =>
        GetAsync($"/span/{field}?id={Uri.EscapeDataString(id)}", caller, tag, range, method);

    public async Task<string> FieldAsync(string field, string id, RangeHeaderValue? range = null)
    {
        var response = await GetFieldAsync(field, id, range: range);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(body));
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        return Encoding.UTF8.GetString(body);
    }

    public Task<HttpResponseMessage> PostSearchAsync(string body, Caller? caller = null) => server.PostAsync(Path + "/trace/search", body, caller);

    /// <summary>The spans that a search finds, each with its fields and places.</summary>
    public async Task<List<string>> SearchAsync(string trace, string text, string mode = "words")
    {
        var answer = await server.PostJsonAsync(Path + "/trace/search", JsonSerializer.Serialize(new { root_span_id = trace, query = text, mode }));
        Assert.True(answer.GetProperty("is_complete").GetBoolean());
        return [.. answer.GetProperty("hits").EnumerateArray().Select(hit => $"{hit.GetProperty("id").GetString()} {hit.GetProperty("fields").GetRawText()}")];
    }

    private Task<HttpResponseMessage> GetAsync(string path, Caller? caller, string? tag, RangeHeaderValue? range = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, Path + path);
        request.Headers.Range = range;
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        }

        return server.SendAsync(request, caller ?? People.Ada);
    }
}
