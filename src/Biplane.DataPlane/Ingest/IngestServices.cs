using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Ingest;

internal static class IngestServices
{
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSingleton(provider => new BodyBudget(
            IngestLimits.MaxBodiesInMemoryBytes, IngestLimits.KeptForBegunBodiesBytes, IngestLimits.BodyPatience, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RequestBodyReader>()
        .AddSingleton<IngestService>()
        .AddSingleton<OverflowUploads>()
        .AddSingleton<OverflowSweep>()
        .AddHostedService<OverflowSweepWorker>();
}
