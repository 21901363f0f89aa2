using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Requests;

/// <summary>Answers what no route takes. It stands before authorization, which would say 401 to an address that does not exist.</summary>
internal sealed class RouteCheckMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint() switch
    {
        RouteEndpoint => next(context),
        null => throw new ApiException(404, ErrorCodes.RouteNotFound, "There is no such route on this server."),
        _ => throw new ApiException(405, ErrorCodes.MethodNotAllowed, "This route does not take that method."),
    };
}
