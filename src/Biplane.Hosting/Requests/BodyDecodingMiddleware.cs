using System.IO.Compression;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Biplane.Hosting.Requests;

/// <summary>
/// Decodes request bodies (gzip, deflate, br, zstd), one coding deep. Invariant: whatever arrives, no handler reads more decoded bytes than the
/// route's size limit (or the plane's default), so a decompression bomb ends in 413 and costs no more than an honest body.
/// </summary>
internal sealed class BodyDecodingMiddleware(RequestDelegate next, BodyLimits limits)
{
    private const int MaxWindowLog = 23;

    public async Task InvokeAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var original = context.Request.Body;
        await using var decoded = Decode(original, encoding);
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? limits.MaxDecodedBytes;
        context.Request.Body = new CappedBodyStream(decoded, limit);
        context.Request.Headers.Remove("Content-Encoding");
        context.Request.Headers.ContentLength = null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Body = original;
        }
    }

    private static Stream Decode(Stream body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
        "zstd" => Zstandard(body),
        _ => throw new ApiException(415, ErrorCodes.UnsupportedMediaType, "Content-Encoding must be gzip, deflate, br, zstd or identity."),
    };

    // The frame says how large a window its reader has to keep. RFC 9659 bounds it to 8 MB in HTTP, or a few bytes could claim much more.
    private static DecompressionStream Zstandard(Stream body)
    {
        var stream = new DecompressionStream(body, checkEndOfStream: true, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return stream;
    }
}
