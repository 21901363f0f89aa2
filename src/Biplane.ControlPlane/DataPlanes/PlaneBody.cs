using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>Reads and writes the closed bodies of the planes protocol. What does not fit a contract is refused, and not echoed.</summary>
internal static class PlaneBody
{
    public static async Task<T> ReadAsync<T>(HttpContext context, PlaneRoute route, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, TypeInfo<T>(route.RequestType), cancellationToken)
                ?? throw Malformed();
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Malformed();
        }
    }

    public static async Task WriteAsync<T>(HttpContext context, PlaneRoute route, T value, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, value, TypeInfo<T>(route.ResponseType), cancellationToken);
    }

    private static JsonTypeInfo<T> TypeInfo<T>(Type type) => (JsonTypeInfo<T>)PlaneJson.Default.GetTypeInfo(type)!;

    private static ApiException Malformed() => ApiException.BadRequest(ErrorCodes.MalformedJson, "The body does not fit the contract of this call.");
}
