using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.ApiKeys;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Sqlite;
using Biplane.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.ControlPlane.Tests.Testing;

/// <summary>A real control plane on a free port with a clock that the test moves.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    public const string Key = "sk-0123456789012345678901234567890123";

    private readonly TemporaryFolder _folder = new();
    private ControlPlaneHost? _host;

    private ControlServer()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    public ControlPlaneHost Host => _host!;

    public string Folder => _folder.Path;

    public string Origin { get; private set; } = "";

    public SqliteDatabase Database => Host.Services.GetRequiredService<SqliteDatabase>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ControlServer> StartAsync(string? uiDirectory = null, string? appUrl = null, string listen = "127.0.0.1")
    {
        var server = new ControlServer();
        var listener = new BoundListener(new ListenAddress(listen, 0));
        var options = new ControlPlaneOptions
        {
            Listener = listener,
            AppUrl = appUrl is null ? listener.LocalUrl : Contracts.Planes.PlaneUrl.Create(appUrl),
            DataDirectory = Path.Combine(server.Folder, "control"),
            UiDirectory = uiDirectory,
            BootstrapOrganization = MetadataName.Create("local"),
            BootstrapEmail = EmailAddress.Create("owner@localhost"),
            BootstrapApiKey = new SecretString(Key),
        };
        server._host = await ControlPlaneHost.StartAsync(options, services => services.AddSingleton<TimeProvider>(server.Time), Token);
        server.Http.BaseAddress = new Uri(listener.LocalUrl.Value);
        server.Origin = options.AppUrl.Origin;
        return server;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = Key, string? cookie = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Http.SendAsync(request, Token);
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? body = null, string? key = Key, string? cookie = null, string? origin = null)
    {
        var answer = await SendAsync(method, path, body, key, cookie, origin);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> PostAsync(string path, string body, string key = Key) => JsonAsync(HttpMethod.Post, path, body, key);

    public Task<JsonElement> GetAsync(string path, string key = Key) => JsonAsync(HttpMethod.Get, path, key: key);

    /// <summary>A member of an organization, made when missing, and the member's key.</summary>
    public async Task<(string Key, Guid UserId, Guid OrganizationId)> AddMemberAsync(string organization, OrganizationRole role)
    {
        var user = Guid.NewGuid();
        var now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var id = await Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "INSERT OR IGNORE INTO organizations (id, name, created) VALUES (@Id, @Name, @Now)",
                    new { Id = Guid.NewGuid().ToString("D"), Name = organization, Now = now },
                    transaction);
                var found = await connection.QuerySingleAsync<string>("SELECT id FROM organizations WHERE name = @Name", new { Name = organization }, transaction);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO users (id, email, created) VALUES (@User, @Email, @Now);
                    INSERT INTO memberships (org_id, user_id, role, created) VALUES (@Id, @User, @Role, @Now);
                    """,
                    new { User = user.ToString("D"), Email = $"{user:N}@example.test", Now = now, Id = found, Role = (int)role },
                    transaction);
                return Guid.ParseExact(found, "D");
            },
            Token);
        var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
        await Host.Services.GetRequiredService<ApiKeyStore>().CreateAsync(
            new CreateApiKey(Guid.NewGuid(), user, id, MetadataName.Create("key"), KeyDigest.Of(key), ApiKeyFormat.Preview(key)), Token);
        return (key, user, id);
    }

    /// <summary>Logs in by a link and gives the cookie.</summary>
    public async Task<string> LogInAsync()
    {
        var token = (await Host.CreateLoginTokenAsync(Token)).Reveal();
        var answer = await SendAsync(HttpMethod.Post, "/ui/session", $$"""{"token":"{{token}}"}""", key: null, origin: Origin);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Whether a text stands anywhere in the plane's files.</summary>
    public bool IsOnDisk(string text)
    {
        var needle = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Any(f => Read(f).AsSpan().IndexOf(needle) >= 0);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_host is { } host)
        {
            await host.StopAsync(CancellationToken.None);
            await host.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
