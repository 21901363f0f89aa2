using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Requests;

/// <summary>Reads small JSON bodies, whatever their Content-Type says.</summary>
internal sealed class JsonBody(RequestBodyReader bodies)
{
    public async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var body = await bodies.ReadAsync(request, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body.Bytes.Span, type)
                ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "Expected a JSON object.");
        }
        catch (JsonException error)
        {
            // The path names members of our own records; the message of the exception may hold the value.
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, $"The body is not valid JSON or has a wrong type at {error.Path ?? "$"}.");
        }
    }
}
