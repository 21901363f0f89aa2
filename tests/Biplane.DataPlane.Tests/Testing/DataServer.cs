using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Attachments;
using Biplane.DataPlane.Summaries;
using Biplane.Hosting;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Requests;
using Biplane.Hosting.Sqlite;
using Biplane.Storage;
using Biplane.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>The data routes in the data plane's own pipeline, on a real socket over real stores; who may do what is decided by the test.</summary>
internal sealed class DataServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private readonly SqliteDatabase _database;

    private DataServer(TimeProvider time, Func<DataPlaneOptions, DataPlaneOptions> configure)
    {
        _database = new SqliteDatabase(Path.Combine(_folder.Path, "meta.db"));
        var listener = new BoundListener(new ListenAddress("127.0.0.1", 0));
        var options = configure(new DataPlaneOptions
        {
            Listener = listener,
            ApiUrl = listener.LocalUrl,
            AppUrl = PlaneUrl.Create("http://app.test"),
            ControlUrl = PlaneUrl.Create("http://control.test"),
            DataDirectory = _folder.Path,
        });
        var builder = PlaneHosting.CreateBuilder(new PlaneHostOptions
        {
            Plane = "data",
            Listener = listener,
            DefaultErrorForm = ErrorForm.Compatible,
            Limits = new BodyLimits(32 * 1024 * 1024, 64 * 1024 * 1024),
            Origins = new AllowedOrigins(["http://app.test"]),
            Hosts = new AllowedHosts([]),
        });
        builder.Services.Replace(ServiceDescriptor.Singleton(time));
        builder.Services.AddDataRoutes(options);
        builder.Services.AddSingleton(_database);
        builder.Services.AddSingleton<IObjectAccess>(Objects);
        builder.Services.AddSingleton<IObjectDirectory>(Objects);
        builder.Services.AddSingleton<ICredentialVerifier, PeopleVerifier>();
        builder.Services.AddSingleton<IErrorMapping, PlaneErrors>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IBaseExperiments>(Bases));
        _app = builder.Build();
        _app.UsePlaneRequests();
        _app.MapDataRoutes();
        Http.BaseAddress = new Uri(listener.LocalUrl.Value);
    }

    public GrantedObjects Objects { get; } = new();

    public GivenBases Bases { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public IRowStore Store => _app.Services.GetRequiredService<IRowStore>();

    public string Folder => _folder.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="time">The server's clock; the system's when null.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<DataServer> StartAsync(TimeProvider? time = null, Func<DataPlaneOptions, DataPlaneOptions>? configure = null)
    {
        var server = new DataServer(time ?? TimeProvider.System, configure ?? (options => options));
        await new MigrationRunner(server._database, TimeProvider.System).ApplyAsync(
            MigrationRunner.Embedded(typeof(AttachmentStore).Assembly, "Biplane.DataPlane.ControlPlaneProxy.Migrations."), Token);
        await server._app.StartAsync(Token);
        return server;
    }

    /// <summary>Sends a request as a caller; null sends it as nobody.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, Caller? caller) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = content }, caller);

    /// <summary>Sends a request as a caller and does not wait for the body.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Caller? caller)
    {
        if (caller is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.UserId.ToString("D"));
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, Caller? caller = null) => PostAsync(path, Encoding.UTF8.GetBytes(body), caller);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, Caller? caller = null, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return SendAsync(HttpMethod.Post, path, content, caller ?? People.Ada);
    }

    /// <summary>Sends JSON, requires success, answers JSON.</summary>
    public async Task<JsonElement> PostJsonAsync(string path, string body, Caller? caller = null) => await JsonAsync(await PostAsync(path, body, caller));

    public async Task<JsonElement> GetJsonAsync(string path, Caller? caller = null) =>
        await JsonAsync(await SendAsync(HttpMethod.Get, path, content: null, caller ?? People.Ada));

    /// <summary>Waits for what the row store says of itself.</summary>
    public async Task UntilAsync(Func<StoreStatus, bool> condition)
    {
        for (var i = 0; !condition(Store.GetStatus()) && i < 3_000; i++)
        {
            await Task.Delay(20, Token);
        }

        Assert.True(condition(Store.GetStatus()));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 5_000 }).RootElement.Clone();
    }
}
