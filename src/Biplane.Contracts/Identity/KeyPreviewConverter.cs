using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>Refuses what is no preview: a whole key cannot pass.</summary>
public sealed class KeyPreviewConverter : JsonConverter<KeyPreview>
{
    public override KeyPreview Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && KeyPreview.TryCreate(reader.GetString(), out var preview)
            ? preview
            : throw new JsonException("Not a key preview.");

    public override void Write(Utf8JsonWriter writer, KeyPreview value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
