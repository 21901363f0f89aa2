using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Requests;

internal static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton(provider => new BodyBudget(
            RequestLimits.MaxBodiesInMemoryBytes, RequestLimits.KeptForBegunBodiesBytes, RequestLimits.BodyPatience, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RequestBodyReader>()
        .AddSingleton<JsonBody>();
}
