using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>Reads and writes the hex form.</summary>
public sealed class KeyDigestConverter : JsonConverter<KeyDigest>
{
    public override KeyDigest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && KeyDigest.TryParse(reader.GetString(), out var digest)
            ? digest
            : throw new JsonException("Not a digest.");

    public override void Write(Utf8JsonWriter writer, KeyDigest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
}
