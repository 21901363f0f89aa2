using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Biplane.DataPlane.Answers;

/// <summary>Entity tags, by which a client that has an answer already is told that it still holds.</summary>
internal static class AnswerTag
{
    /// <summary>An answer may be kept by the browser that asked, which has to ask each time whether it holds.</summary>
    public const string CacheControl = "private, no-cache";

    public static EntityTagHeaderValue Of(string state) => new($"\"{state}\"");

    /// <summary>Sets the tag and, when the client has named it, the status 304; then nothing else is to be written.</summary>
    public static bool Matches(HttpRequest request, HttpResponse response, string state)
    {
        var tag = Of(state);
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = CacheControl;
        if (!request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            return false;
        }

        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
