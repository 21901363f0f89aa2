using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Hosting.Keys;

internal sealed class SecretStringConverter : JsonConverter<SecretString>
{
    public override SecretString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A secret is a text."));

    public override void Write(Utf8JsonWriter writer, SecretString value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
