using System.Net;
using Biplane.ControlPlane.Tests.Testing;
using Biplane.Testing;
using Xunit;

namespace Biplane.ControlPlane.Tests.Ui;

public sealed class UiDocumentTests : IAsyncLifetime
{
    private readonly TemporaryFolder _ui = new();
    private ControlServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_ui.Path, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_ui.Path, "index.html"), "<!doctype html><title>Biplane</title>", Token);
        await File.WriteAllTextAsync(Path.Combine(_ui.Path, "assets", "app-1234.js"), "console.log('app')", Token);
        await File.WriteAllTextAsync(Path.Combine(_ui.Path, "..", "outside.html"), "outside", Token);
        _server = await ControlServer.StartAsync(_ui.Path);
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(Path.Combine(_ui.Path, "..", "outside.html"));
        await _server.DisposeAsync();
        _ui.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/index.html")]
    [InlineData("/any/page/of/the/app")]
    public async Task Every_page_is_the_entry_document_with_a_strict_policy(string path)
    {
        var plane = await TestDataPlane.JoinAsync(_server);

        var answer = await _server.SendAsync(HttpMethod.Get, path, key: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Biplane", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"connect-src 'self' {plane.ApiUrl};", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Assets_are_kept_by_browsers_and_sent_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1234.js");
        request.Headers.Add("Accept-Encoding", "gzip");

        var answer = await _server.Http.SendAsync(request, Token);

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../outside.html")]
    [InlineData("/..%2foutside.html")]
    [InlineData("/assets/..%2f..%2foutside.html")]
    public async Task No_path_leads_out_of_the_folder(string path)
    {
        var answer = await _server.SendAsync(HttpMethod.Get, path, key: null);

        Assert.DoesNotContain("outside", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_api_route_is_no_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _server.SendAsync(HttpMethod.Get, "/v1/nothing", key: null)).StatusCode);
}
