using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Datasets;

internal static class DatasetServices
{
    public static IServiceCollection AddDatasetRows(this IServiceCollection services) => services.AddSingleton<DatasetRestore>();
}
