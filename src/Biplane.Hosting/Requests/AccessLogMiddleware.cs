using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Biplane.Hosting.Requests;

/// <summary>One line per request with the route's template, never its path: ids, names and queries are the customer's.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<AccessLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Debug))
            {
                var route = RoutePath.Of(context);
                var milliseconds = time.GetElapsedTime(start).TotalMilliseconds;
                var trace = RequestTrace.IdOf(context);
                AccessLog.Request(logger, context.Request.Method, route, context.Response.StatusCode, milliseconds, trace);
            }
        }
    }
}
