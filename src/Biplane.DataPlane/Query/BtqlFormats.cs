using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Biplane.DataPlane.Query;

/// <summary>How formats are asked for and announced.</summary>
internal static class BtqlFormats
{
    private const string Json = "application/json";
    private const string Parquet = "application/vnd.apache.parquet";

    private static readonly HashSet<string> Lines = new(StringComparer.OrdinalIgnoreCase) { "application/x-jsonlines", "application/jsonl", "application/x-ndjson" };

    /// <summary>The format that the body's <c>fmt</c> names; null for an unknown name.</summary>
    public static BtqlFormat? Parse(string name) => name switch
    {
        "json" => BtqlFormat.Json,
        "jsonl" => BtqlFormat.JsonLines,
        "parquet" => BtqlFormat.Parquet,
        _ => null,
    };

    /// <summary>The format that a request asks for which has no <c>fmt</c>.</summary>
    public static BtqlFormat Accepted(StringValues accept) => FirstKnown(accept) switch
    {
        null or Json => BtqlFormat.Json,
        Parquet => BtqlFormat.Parquet,
        _ => BtqlFormat.JsonLines,
    };

    /// <summary>The content type of an answer. Lines go by the name that the client knows them by; clients that name none expect JSON's.</summary>
    public static string ContentType(this BtqlFormat format, StringValues accept) => format switch
    {
        BtqlFormat.Json => Json,
        BtqlFormat.Parquet => Parquet,
        _ => FirstKnown(accept) is { } type && Lines.TryGetValue(type, out var known) ? known : Json,
    };

    private static string? FirstKnown(StringValues accept) => MediaTypeHeaderValue.TryParseList(accept, out var types)
        ? types.Where(t => t.Quality != 0).OrderByDescending(t => t.Quality ?? 1).Select(t => Known(t.MediaType)).FirstOrDefault(t => t is not null)
        : null;

    private static string? Known(StringSegment type) =>
        type.Equals(Json, StringComparison.OrdinalIgnoreCase) ? Json
        : type.Equals(Parquet, StringComparison.OrdinalIgnoreCase) ? Parquet
        : Lines.TryGetValue(type.ToString(), out var lines) ? lines : null;
}
