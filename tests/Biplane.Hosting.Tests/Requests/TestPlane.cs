using Biplane.Contracts.Identity;
using Biplane.Hosting.Access;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.Hosting.Tests.Requests;

/// <summary>A plane with the shared pipeline, a few routes and one key, on a real socket.</summary>
internal sealed class TestPlane : IAsyncDisposable
{
    public const string Key = "sk-0123456789012345678901234567890123";
    public const string Origin = "http://ui.example.test";
    public const int MaxDecodedBytes = 100_000;

    private readonly WebApplication _app;

    private TestPlane(WebApplication app, Uri address)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None }) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public static async Task<TestPlane> StartAsync()
    {
        var listener = new BoundListener(new ListenAddress("127.0.0.1", 0));
        var builder = PlaneHosting.CreateBuilder(new PlaneHostOptions
        {
            Plane = "test",
            Listener = listener,
            DefaultErrorForm = ErrorForm.Compatible,
            Limits = new BodyLimits(50_000, MaxDecodedBytes),
            Origins = new AllowedOrigins([Origin]),
            Hosts = new AllowedHosts(["plane.example.test"]),
        });
        builder.Services.AddSingleton<ICredentialVerifier, OneKey>();
        var app = builder.Build();
        app.UsePlaneRequests();
        app.MapGet("/public", () => "hello").AllowPublic("test");
        app.MapGet("/forgotten", () => "secret");
        app.MapGet("/mine", (Caller caller) => caller.Email).RequireCaller();
        app.MapPost("/write", () => "written").RequirePermission(Permission.Create);
        app.MapPost("/manage", () => "managed").RequirePermission(Permission.Manage);
        app.MapPost("/echo/{name}", EchoAsync).AllowPublic("test");
        app.MapGet("/text", string () => throw ApiException.BadRequest("code", "what is wrong")).AllowPublic("test").WithErrorForm(ErrorForm.Text);
        app.MapGet("/problem", string () => throw ApiException.BadRequest("code", "what is wrong")).AllowPublic("test").WithErrorForm(ErrorForm.Problem);
        app.MapGet("/bug/{name}", string () => throw new InvalidOperationException("customer text")).AllowPublic("test");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestPlane(app, new Uri(listener.LocalUrl.Value));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<string> EchoAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private sealed class OneKey : ICredentialVerifier
    {
        public ValueTask<Caller?> VerifyAsync(string credential, CancellationToken cancellationToken) => ValueTask.FromResult(
            credential == Key ? new Caller(Guid.Empty, "a@b.test", [new Membership(Guid.Empty, "org", OrganizationRole.Engineer)]) : null);
    }
}
