using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Query;

internal static class QueryServices
{
    public static IServiceCollection AddQueries(this IServiceCollection services) => services.AddSingleton<SourceResolver>().AddSingleton<BtqlService>().AddSingleton<CompletionService>();
}
