using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>Refuses what is no address.</summary>
public sealed class EmailAddressConverter : JsonConverter<EmailAddress>
{
    public override EmailAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EmailAddress.TryCreate(reader.GetString(), out var address)
            ? address
            : throw new JsonException("Not an e-mail address.");

    public override void Write(Utf8JsonWriter writer, EmailAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
