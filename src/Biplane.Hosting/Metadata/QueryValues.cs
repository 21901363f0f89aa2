using System.Globalization;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>Query parameters of lists. Empty counts as absent.</summary>
internal static class QueryValues
{
    public static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public static Guid? Id(HttpRequest request, string name) => Text(request, name) is { } text ? ParseId(name, text) : null;

    public static MetadataName? Name(HttpRequest request, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(request, name) is { } text)
            {
                return MetadataName.TryCreate(text, out var value)
                    ? value
                    : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{name} {MetadataName.Check(text)}.");
            }
        }

        return null;
    }

    public static IReadOnlyList<Guid>? Ids(HttpRequest request, string name)
    {
        var values = request.Query[name];
        return values.Count == 0
            ? null
            : [.. values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(v => ParseId(name, v))];
    }

    public static int Limit(HttpRequest request)
    {
        if (Text(request, "limit") is not { } text)
        {
            return ObjectQuery.MaxLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? Math.Min(limit, ObjectQuery.MaxLimit)
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, "limit must be a whole number, 0 or more.");
    }

    private static Guid ParseId(string name, string text) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{name} must be a UUID.");
}
