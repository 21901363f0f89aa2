using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Sweeps;

internal static class SweepServices
{
    public static IServiceCollection AddSweeps(this IServiceCollection services) => services.AddHostedService<SweepWorker>();

    /// <summary>Adds one to those that <see cref="SweepWorker"/> runs.</summary>
    public static IServiceCollection AddSweep<TSweep>(this IServiceCollection services)
        where TSweep : class, ISweep => services.AddSingleton<ISweep, TSweep>();
}
