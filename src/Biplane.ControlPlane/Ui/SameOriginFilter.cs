using Biplane.Contracts.Planes;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Requests;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.Ui;

/// <summary>
/// Lets a cookie-bearing request change something only if a page of this very origin sent it. SameSite is not enough: every port of a
/// machine is the same site, and so are the neighbours of a shared domain.
/// </summary>
internal sealed class SameOriginFilter(ControlPlaneOptions options) : IEndpointFilter
{
    private readonly AllowedOrigins _own = new([options.AppUrl.Origin, PlaneUrl.Create(options.Listener.LocalUrl.Value).Origin]);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return isRead || _own.Contains(request.Headers.Origin.ToString())
            ? next(context)
            : throw ApiException.Forbidden("This request must come from a page of this server.");
    }
}
