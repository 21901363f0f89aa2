using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Rows;

internal static class RowServices
{
    public static IServiceCollection AddRows(this IServiceCollection services) => services
        .AddSingleton<VersionRule>()
        .AddSingleton<RowFetch>();
}
