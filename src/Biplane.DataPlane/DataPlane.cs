using Biplane.DataPlane.Access;
using Biplane.DataPlane.Admin;
using Biplane.DataPlane.ControlPlaneProxy;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane;

/// <summary>The two doors of this library: services in, routes out. Each slice adds its line to both.</summary>
internal static class DataPlane
{
    public static void AddDataPlane(this IServiceCollection services, DataPlaneOptions options)
    {
        services.AddSingleton(options);
        services.AddUplink(options);
        services.AddAccess();
        services.AddControlPlaneProxy();
        services.AddDataRoutes(options);
    }

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        routes.MapProbes();
        routes.MapMetadata();
        routes.MapDataRoutes();
    }
}
