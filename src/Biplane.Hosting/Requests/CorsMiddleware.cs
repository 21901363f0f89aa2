using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Biplane.Hosting.Requests;

/// <summary>
/// Cross-origin rules: an exact list of origins, no credentials, no wildcard, no pattern. Preflights are answered here, before
/// authentication. Every answer to a listed origin carries the headers, errors too, or the browser could not show them.
/// </summary>
internal sealed class CorsMiddleware(RequestDelegate next, AllowedOrigins origins)
{
    private const string Exposed =
        "x-bt-cursor, x-bt-found-existing, x-bt-query-plan, x-bt-api-duration-ms, x-bt-brainstore-duration-ms, x-bt-internal-trace-id, "
        + "x-bt-span-id, x-bt-span-export, x-bt-cached, x-bt-used-endpoint, x-bt-freshness-state, x-bt-function-meta-cached, "
        + "x-bt-function-creds-cached, ETag, Content-Range, Retry-After";

    private const string Methods = "GET, PATCH, POST, PUT, DELETE, OPTIONS";

    // Chromium keeps a preflight for two hours at most.
    private const string MaxAgeSeconds = "7200";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        var origin = context.Request.Headers.Origin.ToString();
        var isAllowed = origin.Length > 0 && origins.Contains(origin);
        if (isAllowed)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = Exposed;
        }

        if (!HttpMethods.IsOptions(context.Request.Method) || !context.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod))
        {
            return next(context);
        }

        context.Response.StatusCode = isAllowed ? StatusCodes.Status204NoContent : StatusCodes.Status403Forbidden;
        if (isAllowed)
        {
            headers.AccessControlAllowMethods = Methods;
            headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
            headers.AccessControlMaxAge = MaxAgeSeconds;
            if (context.Request.Headers.ContainsKey("Access-Control-Request-Private-Network"))
            {
                headers["Access-Control-Allow-Private-Network"] = "true";
            }
        }

        return Task.CompletedTask;
    }
}
