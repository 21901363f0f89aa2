using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>A JSON answer. It is complete before its first byte leaves, so that a failure on the way can still be answered as one.</summary>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }

    /// <summary>One thing.</summary>
    public static JsonAnswer Object(MetadataObject value) => new(json => ObjectJson.Write(json, value));

    /// <summary>A bare array of things.</summary>
    public static JsonAnswer Array(IEnumerable<MetadataObject> values) => new(json => WriteArray(json, values));

    /// <summary>The envelope of lists: <c>{"objects": […]}</c>.</summary>
    public static JsonAnswer List(IEnumerable<MetadataObject> values) => new(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("objects");
        WriteArray(json, values);
        json.WriteEndObject();
    });

    private static void WriteArray(Utf8JsonWriter json, IEnumerable<MetadataObject> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            ObjectJson.Write(json, value);
        }

        json.WriteEndArray();
    }
}
