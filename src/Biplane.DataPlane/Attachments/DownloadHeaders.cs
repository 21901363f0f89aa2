using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Biplane.DataPlane.Attachments;

/// <summary>
/// Attachments come from anybody and are served from the data plane's origin. Invariant: no browser runs one as a page or script of that
/// origin: types are never sniffed, a page that slips through lives in an empty sandbox, and only harmless types are shown in place.
/// </summary>
internal static class DownloadHeaders
{
    private const string AnyBytes = "application/octet-stream";

    private static readonly HashSet<string> ShownInPlace = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf", "application/json", "text/plain",
    };

    /// <summary>Sets the headers; answers the media type to send.</summary>
    public static string Set(HttpResponse response, Attachment attachment)
    {
        var type = MediaTypeHeaderValue.TryParse(attachment.ContentType, out var parsed) && parsed.MediaType.HasValue ? parsed : new MediaTypeHeaderValue(AnyBytes);
        var isShown = ShownInPlace.Contains(type.MediaType.Value!) || type.Type.Equals("audio", StringComparison.OrdinalIgnoreCase)
            || type.Type.Equals("video", StringComparison.OrdinalIgnoreCase);
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(attachment.Filename);
        var headers = response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, max-age=86400, immutable";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return type.ToString();
    }
}
