using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.Server.Running;
using Biplane.Server.Settings;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Testing;

/// <summary>Both planes of one process on free ports, as a user starts them.</summary>
internal sealed class PlanesInProcess : IAsyncDisposable
{
    public const string Key = "sk-0123456789012345678901234567890123";

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyDictionary<string, string> _variables;
    private RunningServer? _server;

    private PlanesInProcess(IReadOnlyDictionary<string, string> variables) => _variables = variables;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    public RunningServer Server => _server!;

    public string ApiUrl => Server.ApiUrl!.Value.Value;

    public string AppUrl => Server.AppUrl.Value;

    public string Folder => _folder.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="organization">The name of the first organization.</param>
    /// <param name="variables">The environment variables that it sees; none when null.</param>
    public static async Task<PlanesInProcess> StartAsync(string organization = "local", IReadOnlyDictionary<string, string>? variables = null)
    {
        var planes = new PlanesInProcess(variables ?? new Dictionary<string, string>(StringComparer.Ordinal));
        await planes.StartServerAsync(organization);
        return planes;
    }

    /// <summary>Stops both planes and starts them again on the same folder.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await StartServerAsync("local");
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? body = null, string? key = Key, string? origin = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(method, address.StartsWith('/') ? ApiUrl + address : address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await Http.SendAsync(request, Token);
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string address, string? body = null, string? key = Key, string? origin = null, string? cookie = null)
    {
        var answer = await SendAsync(method, address, body, key, origin, cookie);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {address}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> PostAsync(string path, string body) => JsonAsync(HttpMethod.Post, path, body);

    public Task<JsonElement> GetAsync(string path) => JsonAsync(HttpMethod.Get, path);

    /// <summary>Whether a text stands anywhere below a folder of the data folder.</summary>
    public bool IsOnDisk(string folder, string text) => Disk.Holds(Path.Combine(Folder, folder), text);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartServerAsync(string organization)
    {
        var values = new SettingValues(
            [
                "--listen-app", "127.0.0.1:0", "--listen-api", "127.0.0.1:0", "--data-dir", Folder, "--bootstrap-api-key", Key,
                "--bootstrap-org", organization,
            ],
            _variables.GetValueOrDefault,
            file: null);
        _server = await RunningServer.StartAsync(new SettingsReader(values).Read()!, Token);
    }
}
