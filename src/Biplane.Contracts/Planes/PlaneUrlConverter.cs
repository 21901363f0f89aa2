using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Planes;

/// <summary>Refuses what is no address of a plane.</summary>
public sealed class PlaneUrlConverter : JsonConverter<PlaneUrl>
{
    public override PlaneUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PlaneUrl.TryCreate(reader.GetString(), out var url)
            ? url
            : throw new JsonException("Not an address.");

    public override void Write(Utf8JsonWriter writer, PlaneUrl value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
