using System.Text.Json;
using Biplane.Contracts.Fields;
using Biplane.Hosting.Errors;

namespace Biplane.Hosting.Metadata;

/// <summary>Checks a data field's type and size against the catalogue.</summary>
internal static class DataFieldCheck
{
    public static void Check(CataloguedField field, ReadOnlyMemory<byte> json)
    {
        if (json.Length > field.MaxBytes)
        {
            throw ApiException.BadRequest(ErrorCodes.PayloadTooLarge, $"{field.Name} is larger than {field.MaxBytes} bytes.");
        }

        var first = json.Span[0];
        var (isRight, expected) = field.Kind switch
        {
            FieldKind.Object => (first == (byte)'{', "an object"),
            FieldKind.Array => (first == (byte)'[' && HoldsOnlyStrings(json.Span), "an array of strings"),
            _ => (first == (byte)'"', "a string"),
        };
        if (!isRight)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{field.Name} must be {expected}.");
        }
    }

    private static bool HoldsOnlyStrings(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return false;
            }
        }

        return true;
    }
}
