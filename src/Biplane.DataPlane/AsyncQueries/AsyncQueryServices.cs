using Biplane.DataPlane.Sweeps;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.AsyncQueries;

internal static class AsyncQueryServices
{
    public static IServiceCollection AddAsyncQueries(this IServiceCollection services, DataPlaneOptions options) => services
        .AddSingleton(new AsyncQueryLimits { Retention = options.AsyncQueryRetention, MaxTotalBytes = options.AsyncQueryBytes })
        .AddSingleton<AsyncQueryStore>()
        .AddSingleton<AsyncQueryRoom>()
        .AddSingleton<AsyncQueryRuns>()
        .AddSingleton<AsyncQueryRun>()
        .AddSingleton<AsyncQueryService>()
        .AddSweep<AsyncQuerySweep>()
        .AddHostedService<AsyncQueryWorker>();
}
