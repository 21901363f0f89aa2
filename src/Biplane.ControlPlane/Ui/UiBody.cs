using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.Ui;

/// <summary>Reads the bodies of the <c>/ui</c> routes.</summary>
internal static class UiBody
{
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken) ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static ApiException Malformed() => ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not the JSON object that this route takes.");
}
