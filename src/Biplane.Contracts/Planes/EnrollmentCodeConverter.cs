using System.Text.Json;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Planes;

/// <summary>Refuses what is no code.</summary>
public sealed class EnrollmentCodeConverter : JsonConverter<EnrollmentCode>
{
    public override EnrollmentCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EnrollmentCode.TryCreate(reader.GetString(), out var code)
            ? code
            : throw new JsonException("Not an enrolment code.");

    public override void Write(Utf8JsonWriter writer, EnrollmentCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
