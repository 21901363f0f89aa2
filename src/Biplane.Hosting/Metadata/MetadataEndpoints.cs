using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Metadata;

/// <summary>The compatible metadata routes, the same on both planes: <c>/api/*</c> and the CRUD part of <c>/v1/*</c>.</summary>
public static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithErrorForm(ErrorForm.Text);
        api.MapLogin();
        api.MapRegister();
        api.MapLookups();
        api.MapSnapshots();

        var v1 = routes.MapGroup("/v1").WithErrorForm(ErrorForm.Text);
        foreach (var type in ResourceTypes.All)
        {
            ObjectEndpoints.Map(v1, type);
        }

        v1.MapDirectory();
    }
}
