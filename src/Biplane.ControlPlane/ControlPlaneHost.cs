using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.ApiKeys;
using Biplane.ControlPlane.Bootstrap;
using Biplane.ControlPlane.DataPlanes;
using Biplane.ControlPlane.Organizations;
using Biplane.ControlPlane.Sessions;
using Biplane.Hosting;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Requests;
using Biplane.Hosting.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.ControlPlane;

/// <summary>A running control plane.</summary>
public sealed class ControlPlaneHost : IAsyncDisposable
{
    private const long MaxBodyBytes = 8 * 1024 * 1024;

    private readonly WebApplication _app;

    private ControlPlaneHost(WebApplication app) => _app = app;

    /// <summary>What the first start made; null at later starts.</summary>
    public FirstStart? FirstStart { get; private set; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Migrates the database, fills an empty one and begins to listen. A failed migration throws: nothing is served then.</summary>
    public static async Task<ControlPlaneHost> StartAsync(ControlPlaneOptions options, Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(options.DataDirectory);
        var builder = PlaneHosting.CreateBuilder(new PlaneHostOptions
        {
            Plane = "control",
            Listener = options.Listener,
            DefaultErrorForm = ErrorForm.Problem,
            Limits = new BodyLimits(MaxBodyBytes, MaxBodyBytes),
            MaxConnections = options.MaxConnections,
            Origins = new AllowedOrigins(options.UiOrigins),
            Hosts = new AllowedHosts([new Uri(options.AppUrl.Value).Host, .. options.AllowedHosts]),
        });
        builder.Services.AddControlPlane(options);
        configure(builder.Services);
        var app = builder.Build();
        var host = new ControlPlaneHost(app);
        try
        {
            var migrations = MigrationRunner.Embedded(typeof(ControlPlaneHost).Assembly, "Biplane.ControlPlane.Metadata.Migrations.");
            await app.Services.GetRequiredService<MigrationRunner>().ApplyAsync(migrations, cancellationToken);
            host.FirstStart = await app.Services.GetRequiredService<Bootstrapper>().RunAsync(cancellationToken);
            app.UsePlaneRequests();
            app.MapControlPlane();
            await app.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A code with which a data plane joins the first organization.</summary>
    public async Task<EnrollmentCode> CreateEnrollmentCodeAsync(CancellationToken cancellationToken)
    {
        var (_, organization) = await _app.Services.GetRequiredService<OwnerReads>().FirstAsync(cancellationToken);
        return await _app.Services.GetRequiredService<DataPlaneStore>().CreateCodeAsync(organization, cancellationToken);
    }

    /// <summary>The token of a new log-in link for the first owner.</summary>
    public async Task<SecretString> CreateLoginTokenAsync(CancellationToken cancellationToken)
    {
        var (owner, _) = await _app.Services.GetRequiredService<OwnerReads>().FirstAsync(cancellationToken);
        return new SecretString(await _app.Services.GetRequiredService<SessionStore>().CreateLoginTokenAsync(owner, cancellationToken));
    }

    /// <summary>A new API key of the first owner.</summary>
    public async Task<SecretString> CreateApiKeyAsync(CancellationToken cancellationToken)
    {
        var (owner, organization) = await _app.Services.GetRequiredService<OwnerReads>().FirstAsync(cancellationToken);
        var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
        var request = new CreateApiKey(
            Guid.CreateVersion7(), owner, organization, MetadataName.Create("made on the server"), KeyDigest.Of(key), ApiKeyFormat.Preview(key));
        await _app.Services.GetRequiredService<ApiKeyStore>().CreateAsync(request, cancellationToken);
        return new SecretString(key);
    }

    /// <summary>Whether the first organization has a data plane.</summary>
    public async Task<bool> HasDataPlaneAsync(CancellationToken cancellationToken)
    {
        var (_, organization) = await _app.Services.GetRequiredService<OwnerReads>().FirstAsync(cancellationToken);
        return await _app.Services.GetRequiredService<OrganizationStore>().DataPlaneOfAsync(organization, cancellationToken) is not null;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
