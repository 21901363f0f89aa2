using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Objects;

/// <summary>Refuses what is no name: the cap holds on both sides of the edge.</summary>
public sealed class MetadataNameConverter : JsonConverter<MetadataName>
{
    public override MetadataName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && MetadataName.TryCreate(reader.GetString(), out var name)
            ? name
            : throw new JsonException("Not a name.");

    public override void Write(Utf8JsonWriter writer, MetadataName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
