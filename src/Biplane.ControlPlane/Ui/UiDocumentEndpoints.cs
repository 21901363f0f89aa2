using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.ControlPlane.Ui;

/// <summary>
/// The user interface's files. Every unknown GET answers the entry document. Its content security policy lets the page talk to this
/// server and to the data planes of the person's organizations, and to nothing else.
/// </summary>
internal static class UiDocumentEndpoints
{
    private const string WhyPublic = "static files, the same for everybody";
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string AssetFolder = "assets/";

    private static readonly string[] ApiPaths = ["api/", "v1/", "ui/", "planes/", "logs", "btql", "otel/", "attachment", "function/", "experiment-comparison"];

    public static void MapUiDocuments(this IEndpointRouteBuilder routes) => routes.MapFallback("{*path}", GetAsync).AllowPublic(WhyPublic);

    private static async Task GetAsync(HttpContext context, UiFiles files, DataOrigins origins, CancellationToken cancellationToken, string? path = null)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || (path is not null && ApiPaths.Any(p => path.StartsWith(p, StringComparison.Ordinal))))
        {
            throw new ApiException(
                404, ErrorCodes.RouteNotFound, "There is no such route on the control plane. Rows and queries are at the data plane (BRAINTRUST_API_URL).");
        }

        var name = path is not null && files.Find(path) is not null ? path : UiFiles.Document;
        AddSecurityHeaders(context.Response, UiContentPolicy.For(await origins.ForAsync(context.Request, cancellationToken)));
        context.Response.Headers.CacheControl = name.StartsWith(AssetFolder, StringComparison.Ordinal) ? Immutable : "no-cache";
        if (files.Find(name) is { } file)
        {
            await WriteAsync(context, files, name, file, cancellationToken);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("The user interface is not built. Build it with `./biplane build` or set BIPLANE_UI_DIR.", cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, UiFiles files, string name, UiFile file, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.ContentType = file.ContentType;
        if (file.IsText)
        {
            response.Headers.Append("Vary", "Accept-Encoding");
        }

        if (file.IsText && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            var bytes = files.Compressed(name, file.File);
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = bytes.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.Body.WriteAsync(bytes, cancellationToken);
            }

            return;
        }

        response.ContentLength = file.File.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(file.File, cancellationToken);
        }
    }

    private static void AddSecurityHeaders(HttpResponse response, string policy)
    {
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
