using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.EndToEnd.Tests.Testing;
using Biplane.Hosting.Keys;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Planes;

/// <summary>Two processes with two data folders, and then only one.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Key = "sk-0123456789012345678901234567890123";

    private readonly TemporaryFolder _controlFolder = new();
    private readonly TemporaryFolder _dataFolder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private PlaneProcess _control = null!;
    private PlaneProcess _data = null!;
    private string _api = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _control = await PlaneProcess.StartAsync(
            _controlFolder.Path, new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_ROLE"] = "control", ["BIPLANE_BOOTSTRAP_API_KEY"] = Key });
        _data = await StartDataAsync(_control.Printed(@"BIPLANE_ENROLL_CODE=(\S+)"));
        _api = _data.Printed(@"export BRAINTRUST_API_URL=(\S+)");
    }

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        await _control.DisposeAsync();
        _http.Dispose();
        _controlFolder.Dispose();
        _dataFolder.Dispose();
    }

    [Fact]
    public async Task Without_its_control_plane_a_data_plane_goes_on_with_what_it_knows()
    {
        var made = JsonDocument.Parse(await TextAsync(await SendAsync(
            HttpMethod.Post, "/api/experiment/register", """{"project_name":"p","experiment_name":"e","metadata":{"canary":"x"}}"""))).RootElement;
        var id = made.GetProperty("experiment").GetProperty("id").GetString();
        var project = made.GetProperty("project").GetProperty("id").GetString();
        Assert.False(Disk.Holds(_controlFolder.Path, "canary"));

        await _control.KillAsync();
        await CheckOutageAsync(id!, project!);

        // A restart in the middle of it: what is on disk must do.
        Assert.Equal(0, await _data.StopAsync());
        await _data.DisposeAsync();
        _data = await StartDataAsync(code: null);
        _api = _data.Printed(@"export BRAINTRUST_API_URL=(\S+)");
        await CheckOutageAsync(id!, project!);
    }

    private async Task CheckOutageAsync(string id, string project)
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/api/apikey/login", "")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/ping")).StatusCode);
        Assert.Contains("canary", await TextAsync(await SendAsync(HttpMethod.Get, $"/v1/experiment/{id}")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, $"/v1/project/{project}")).StatusCode);

        var unknownKey = await SendAsync(HttpMethod.Get, "/ping", key: ApiKeyFormat.Create(ApiKeyFormat.UserPrefix));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknownKey.StatusCode);
        Assert.NotNull(unknownKey.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/ping", key: "sk-wrong")).StatusCode);
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await SendAsync(HttpMethod.Post, "/api/project/register", """{"project_name":"new"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(HttpMethod.Get, $"/v1/experiment/{Guid.NewGuid():D}")).StatusCode);
    }

    private Task<PlaneProcess> StartDataAsync(string? code)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BIPLANE_ROLE"] = "data",
            ["BIPLANE_APP_URL"] = new Uri(_control.Printed(@"(http://127\.0\.0\.1:\d+)/login")).GetLeftPart(UriPartial.Authority),
        };
        if (code is not null)
        {
            environment["BIPLANE_ENROLL_CODE"] = code;
        }

        return PlaneProcess.StartAsync(_dataFolder.Path, environment);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string key = Key)
    {
        using var request = new HttpRequestMessage(method, _api + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.SendAsync(request, Token);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Token);
}
