using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Requests;

/// <summary>Refuses requests for a host name that is not this plane's.</summary>
internal sealed class HostCheckMiddleware(RequestDelegate next, AllowedHosts hosts)
{
    public Task InvokeAsync(HttpContext context) => hosts.Contains(context.Request.Host.Host)
        ? next(context)
        : throw new ApiException(
            421, ErrorCodes.HostNotServed, "This server does not answer under that host name. Its operator can add it to BIPLANE_ALLOWED_HOSTS.");
}
