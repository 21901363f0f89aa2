using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Biplane.Hosting.Tests.Requests;

public sealed class PipelineTests : IAsyncLifetime
{
    private TestPlane _plane = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _plane = await TestPlane.StartAsync();

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task A_route_that_says_nothing_about_access_is_refused_for_everybody()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/forgotten", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync("/forgotten", TestPlane.Key)).StatusCode);
    }

    [Fact]
    public async Task A_key_is_taken_from_each_header_that_clients_use()
    {
        foreach (var (header, value) in new[] { ("Authorization", "Bearer " + TestPlane.Key), ("x-bt-auth-token", TestPlane.Key), ("x-api-key", TestPlane.Key) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/mine");
            request.Headers.TryAddWithoutValidation(header, value);
            var answer = await _plane.Client.SendAsync(request, Token);
            Assert.Equal("a@b.test", await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Fact]
    public async Task A_wrong_key_is_401_in_the_compatible_form()
    {
        var answer = await GetAsync("/mine", "sk-wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var body = await JsonAsync(answer);
        Assert.Equal("UnauthorizedError", body.GetProperty("Code").GetString());
        Assert.Equal("/mine", body.GetProperty("Path").GetString());
        Assert.Equal(answer.Headers.GetValues("x-bt-internal-trace-id").Single(), body.GetProperty("InternalTraceId").GetString());
    }

    [Fact]
    public async Task A_role_that_lacks_the_permission_is_403()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/write", "{}", TestPlane.Key)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("/manage", "{}", TestPlane.Key)).StatusCode);
    }

    [Fact]
    public async Task Errors_come_in_the_form_of_their_route()
    {
        Assert.Equal("what is wrong", await (await GetAsync("/text", key: null)).Content.ReadAsStringAsync(Token));
        var problem = await GetAsync("/problem", key: null);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        Assert.Equal("code", (await JsonAsync(problem)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_bug_is_500_and_tells_nothing()
    {
        var answer = await GetAsync("/bug/customer-name", key: null);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.DoesNotContain("customer", text, StringComparison.Ordinal);
        Assert.Equal("/bug/{name}", (await JsonAsync(answer)).GetProperty("Path").GetString());
    }

    [Fact]
    public async Task Unknown_routes_and_methods_say_so_without_a_key()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/nowhere", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await PostAsync("/public", "{}", key: null)).StatusCode);
    }

    [Fact]
    public async Task A_rebound_host_name_is_refused_and_listed_ones_are_not()
    {
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await GetAsync("/public", key: null, host: "evil.example.test")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/public", key: null, host: "plane.example.test")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/public", key: null, host: "localhost")).StatusCode);
    }

    [Theory]
    [InlineData("/public")]
    [InlineData("/mine")]
    [InlineData("/nowhere")]
    [InlineData("/bug/x")]
    public async Task Every_answer_to_a_listed_origin_can_be_read_by_its_page(string path)
    {
        var answer = await GetAsync(path, key: null, origin: TestPlane.Origin);

        Assert.Equal(TestPlane.Origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("x-bt-cursor", answer.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("http://evil.example.test")]
    [InlineData("http://ui.example.test.evil.test")]
    [InlineData("https://ui.example.test")]
    [InlineData("http://ui.example.test:81")]
    [InlineData("null")]
    public async Task Another_origin_gets_no_permission(string origin)
    {
        Assert.False((await GetAsync("/public", TestPlane.Key, origin)).Headers.Contains("Access-Control-Allow-Origin"));
        var preflight = await PreflightAsync("/mine", origin);
        Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_preflight_is_answered_before_authentication()
    {
        var answer = await PreflightAsync("/mine", TestPlane.Origin);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("7200", answer.Headers.GetValues("Access-Control-Max-Age").Single());
        Assert.Equal("authorization,x-bt-org-name", answer.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_coded_body_is_decoded(string coding) =>
        Assert.Equal("hello, body", await (await PostAsync("/echo/x", Encode(Encoding.UTF8.GetBytes("hello, body"), coding), coding)).Content.ReadAsStringAsync(Token));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_bomb_is_413_and_not_unpacked(string coding)
    {
        var answer = await PostAsync("/echo/x", Encode(new byte[TestPlane.MaxDecodedBytes * 20], coding), coding);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("PayloadTooLargeError", (await JsonAsync(answer)).GetProperty("Code").GetString());
    }

    [Fact]
    public async Task A_broken_coding_is_400()
    {
        var broken = Encode(new byte[1000], "gzip");
        broken[^5] ^= 0xff;
        broken[12] ^= 0xff;

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/echo/x", broken, "gzip")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/echo/x", Encoding.UTF8.GetBytes("no gzip at all"), "gzip")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_coding_is_415() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("/echo/x", [1, 2, 3], "lzma")).StatusCode);

    [Fact]
    public async Task A_body_beyond_the_limit_is_413()
    {
        var answer = await PostAsync("/echo/x", new string('x', 60_000), key: null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Each_request_has_a_trace_id_of_its_own()
    {
        var ids = new[] { await GetAsync("/public", null), await GetAsync("/public", null) }.Select(a => a.Headers.GetValues("x-bt-internal-trace-id").Single()).ToList();

        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? key, string? origin = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await _plane.Client.SendAsync(request, Token);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await _plane.Client.SendAsync(request, Token);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string coding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add(coding);
        return await _plane.Client.PostAsync(new Uri(path, UriKind.Relative), content, Token);
    }

    private async Task<HttpResponseMessage> PreflightAsync(string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,x-bt-org-name");
        return await _plane.Client.SendAsync(request, Token);
    }

    private static byte[] Encode(byte[] bytes, string coding)
    {
        using var buffer = new MemoryStream();
        using (Stream encoder = coding switch
        {
            "gzip" => new GZipStream(buffer, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(buffer, CompressionLevel.Fastest),
            _ => new BrotliStream(buffer, CompressionLevel.Fastest),
        })
        {
            encoder.Write(bytes);
        }

        return buffer.ToArray();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
}
