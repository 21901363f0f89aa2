using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Traces;

internal static class TraceServices
{
    public static IServiceCollection AddTraces(this IServiceCollection services) => services
        .AddSingleton<TraceReader>()
        .AddSingleton<TraceSearch>()
        .AddSingleton<SpanFields>();
}
