using Biplane.ControlPlane.DataPlanes;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Users;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Biplane.ControlPlane.Ui;

/// <summary>
/// The user interface's files. Every unknown GET answers the entry document. Its content security policy lets the page talk to this
/// server and to the data planes of the person's organizations, and to nothing else.
/// </summary>
internal static class UiDocumentEndpoints
{
    private const string WhyPublic = "static files, the same for everybody";
    private const string Immutable = "public, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapUiDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapFallback("{*path}", GetAsync).AllowPublic(WhyPublic);
    }

    private static async Task<Results<FileStreamHttpResult, ContentHttpResult>> GetAsync(
        HttpContext context,
        ControlPlaneOptions options,
        DataPlaneStore planes,
        SessionStore sessions,
        CallerReads callers,
        SessionCookie cookie,
        CancellationToken cancellationToken,
        string? path = null)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || IsApi(path))
        {
            throw new ApiException(
                404, ErrorCodes.RouteNotFound, "There is no such route on the control plane. Rows and queries are at the data plane (BRAINTRUST_API_URL).");
        }

        AddSecurityHeaders(context.Response);
        var files = options.UiDirectory is { } folder ? new PhysicalFileProvider(folder) : null;
        using (files)
        {
            if (path is not null && files?.GetFileInfo(path) is { Exists: true } file && ContentTypes.TryGetContentType(path, out var type))
            {
                context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? Immutable : "no-cache";
                return TypedResults.Stream(file.CreateReadStream(), type);
            }

            context.Response.Headers.CacheControl = "no-cache";
            var origins = await DataOriginsAsync(context.Request, options, planes, sessions, callers, cookie, cancellationToken);
            context.Response.Headers.ContentSecurityPolicy = Policy(origins);
            return files?.GetFileInfo("index.html") is { Exists: true } document
                ? TypedResults.Stream(document.CreateReadStream(), "text/html; charset=utf-8")
                : TypedResults.Text("The user interface is not built. Build it with `./biplane ui` or set BIPLANE_UI_DIR.", statusCode: 404);
        }
    }

    // Before log-in the page is the same document that will talk to a data plane after it, so a machine of one's own allows them all.
    private static async Task<IReadOnlyList<string>> DataOriginsAsync(
        HttpRequest request,
        ControlPlaneOptions options,
        DataPlaneStore planes,
        SessionStore sessions,
        CallerReads callers,
        SessionCookie cookie,
        CancellationToken cancellationToken)
    {
        if (options.AcceptsLoginLinks)
        {
            return await planes.OriginsAsync(organizationIds: null, cancellationToken);
        }

        if (cookie.Read(request) is not { } secret || await sessions.UseAsync(secret, cancellationToken) is not { } session)
        {
            return [];
        }

        var memberships = await callers.MembershipsAsync(session.UserId, cancellationToken);
        return await planes.OriginsAsync([.. memberships.Select(m => m.OrganizationId)], cancellationToken);
    }

    // Inline styles are needed by the editor and the chart library; they can restyle the page, not run code.
    private static string Policy(IReadOnlyList<string> origins) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + $"connect-src {string.Join(' ', origins.Prepend("'self'"))}; worker-src 'self' blob:; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static void AddSecurityHeaders(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    private static bool IsApi(string? path) =>
        path is not null && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("v1/", StringComparison.Ordinal)
            || path.StartsWith("ui/", StringComparison.Ordinal) || path.StartsWith("planes/", StringComparison.Ordinal)
            || path.StartsWith("logs3", StringComparison.Ordinal) || path.StartsWith("btql", StringComparison.Ordinal)
            || path.StartsWith("otel/", StringComparison.Ordinal) || path.StartsWith("attachment", StringComparison.Ordinal));
}
