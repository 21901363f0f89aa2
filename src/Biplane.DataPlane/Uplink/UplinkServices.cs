using Biplane.Hosting.Health;
using Biplane.Hosting.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Uplink;

internal static class UplinkServices
{
    public static IServiceCollection AddUplink(this IServiceCollection services, DataPlaneOptions options) => services
        .AddSingleton(_ => new SqliteDatabase(Path.Combine(options.DataDirectory, "meta.db")))
        .AddSingleton<MigrationRunner>()
        .AddSingleton<PlaneStateStore>()
        .AddSingleton<PlaneIdentity>()
        .AddSingleton<OutboundMetrics>()
        .AddSingleton<ControlPlaneClient>()
        .AddSingleton<PlaneJoinWorker>()
        .AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<PlaneJoinWorker>())
        .AddHostedService(provider => provider.GetRequiredService<PlaneJoinWorker>());
}
