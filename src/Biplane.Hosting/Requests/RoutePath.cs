using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Requests;

/// <summary>The template of the route that was hit: what may stand in logs and error bodies instead of a path with ids and names in it.</summary>
public static class RoutePath
{
    public static string Of(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template } ? "/" + template.TrimStart('/') : "/";
}
