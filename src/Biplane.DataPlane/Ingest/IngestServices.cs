using Biplane.DataPlane.Sweeps;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Ingest;

internal static class IngestServices
{
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSingleton<IngestService>()
        .AddSingleton<OverflowUploads>()
        .AddSweep<OverflowSweep>();
}
