using Biplane.Hosting.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.ControlPlaneProxy;

internal static class ProxyServices
{
    public static IServiceCollection AddControlPlaneProxy(this IServiceCollection services) => services
        .AddSingleton<DataFieldStore>()
        .AddSingleton<BaseExperiments>()
        .AddSingleton<IMetadataService, ProxiedMetadata>();
}
