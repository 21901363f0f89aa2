using Biplane.DataPlane.Access;
using Biplane.Hosting.Health;
using Biplane.Hosting.Metadata;
using Biplane.Hosting.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.ControlPlaneProxy;

internal static class ProxyServices
{
    public static IServiceCollection AddControlPlaneProxy(this IServiceCollection services, DataPlaneOptions options) => services
        .AddSingleton(_ => new SqliteDatabase(Path.Combine(options.DataDirectory, "meta.db")))
        .AddSingleton<MigrationRunner>()
        .AddSingleton<PlaneStateStore>()
        .AddSingleton<PlaneIdentity>()
        .AddSingleton<OutboundMetrics>()
        .AddSingleton<ControlPlaneClient>()
        .AddSingleton<ICallerSource, ControlPlaneCallers>()
        .AddSingleton<DataFieldStore>()
        .AddSingleton<BaseExperiments>()
        .AddSingleton<IMetadataService, ProxiedMetadata>()
        .AddSingleton<PlaneJoinWorker>()
        .AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<PlaneJoinWorker>())
        .AddHostedService(provider => provider.GetRequiredService<PlaneJoinWorker>());
}
