using Biplane.DataPlane.Access;
using Biplane.DataPlane.ControlPlaneProxy;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Requests;
using Biplane.Hosting.Sqlite;
using Biplane.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane;

/// <summary>A running data plane.</summary>
public sealed class DataPlaneHost : IAsyncDisposable
{
    private const long MaxBodyBytes = 32 * 1024 * 1024;
    private const long MaxDecodedBytes = 256 * 1024 * 1024;

    private readonly WebApplication _app;

    private DataPlaneHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    /// <summary>Migrates its metadata, opens its stores, begins to listen and joins its control plane.</summary>
    public static async Task<DataPlaneHost> StartAsync(DataPlaneOptions options, Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(options.DataDirectory);
        var builder = PlaneHosting.CreateBuilder(new PlaneHostOptions
        {
            Plane = "data",
            Listener = options.Listener,
            DefaultErrorForm = ErrorForm.Compatible,
            Limits = new BodyLimits(MaxBodyBytes, MaxDecodedBytes),
            MaxConnections = options.MaxConnections,
            Origins = new AllowedOrigins([options.AppUrl.Origin, .. options.UiOrigins]),
            Hosts = new AllowedHosts([new Uri(options.ApiUrl.Value).Host, .. options.AllowedHosts]),
        });
        builder.Services.AddDataPlane(options);
        configure(builder.Services);
        var host = new DataPlaneHost(builder.Build());
        try
        {
            await host.OpenAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the control plane knows this start's address.</summary>
    /// <exception cref="InvalidOperationException">The control plane refuses this data plane.</exception>
    public async Task WaitUntilJoinedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Services.GetRequiredService<PlaneJoinWorker>().Joined.WaitAsync(cancellationToken);
        }
        catch (ControlPlaneRefusedException refusal)
        {
            throw new InvalidOperationException(
                "the control plane refuses this data plane: its enrolment code was used or is older than an hour, or the control plane has lost or ended "
                + "its enrolment. Get a new code with `biplane enroll-code`; to enrol anew, start with an empty data folder.",
                refusal);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task OpenAsync(DataPlaneOptions options, CancellationToken cancellationToken)
    {
        var migrations = MigrationRunner.Embedded(typeof(DataPlaneHost).Assembly, "Biplane.DataPlane.ControlPlaneProxy.Migrations.");
        await Services.GetRequiredService<MigrationRunner>().ApplyAsync(migrations, cancellationToken);
        await Services.GetRequiredService<DataFieldStore>().SweepAsync(cancellationToken);
        var oldest = Services.GetRequiredService<TimeProvider>().GetUtcNow() - options.AuthMaxStale;
        await Services.GetRequiredService<KnownCallerStore>().SweepAsync(oldest, cancellationToken);
        var identity = Services.GetRequiredService<PlaneIdentity>();
        await identity.LoadAsync(cancellationToken);
        var hasJoinedBefore = identity.Enrolled is not null;
        if (!hasJoinedBefore && options.EnrollCode is null)
        {
            throw new InvalidOperationException(
                "this data plane has not joined a control plane. Set BIPLANE_ENROLL_CODE to a code from its control plane.");
        }

        // Opened before the first request: bringing back what was committed may take a moment, and a damaged store must stop the start.
        Services.GetRequiredService<IRowStore>();
        _app.UsePlaneRequests();
        _app.MapDataPlane();
        await _app.StartAsync(cancellationToken);
        if (!hasJoinedBefore)
        {
            // Without an identity there is nothing it could serve.
            await WaitUntilJoinedAsync(cancellationToken);
        }
    }
}
