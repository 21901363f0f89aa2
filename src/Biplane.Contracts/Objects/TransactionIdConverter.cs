using System.Text.Json;
using System.Text.Json.Serialization;
using Biplane.Model.Transactions;

namespace Biplane.Contracts.Objects;

/// <summary>A version as a decimal string: JSON numbers lose digits of it in most clients.</summary>
public sealed class TransactionIdConverter : JsonConverter<TransactionId>
{
    public override TransactionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TransactionId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("Not a transaction id.");

    public override void Write(Utf8JsonWriter writer, TransactionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
