using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Summaries;

internal static class SummaryServices
{
    public static IServiceCollection AddSummaries(this IServiceCollection services) => services
        .AddSingleton<IBaseExperiments, MetadataBases>()
        .AddSingleton<ExperimentFigures>()
        .AddSingleton<SummaryService>();
}
