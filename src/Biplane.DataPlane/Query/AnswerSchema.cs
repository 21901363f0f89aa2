using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.DataPlane.Query;

/// <summary>Describes the rows of an answer as JSON Schema; command-line clients take the order of their columns from it.</summary>
internal static class AnswerSchema
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ResultColumn> columns)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "array"u8);
        json.WriteStartObject("items"u8);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach (var column in columns)
        {
            if (!column.IsHidden && !column.IsSpread)
            {
                json.WriteStartObject(column.Name);
                WriteType(json, column.Type);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Boolean:
                json.WriteString("type"u8, "boolean"u8);
                break;
            case ColumnType.Number:
                json.WriteString("type"u8, "number"u8);
                break;
            case ColumnType.Integer:
                json.WriteString("type"u8, "integer"u8);
                break;
            case ColumnType.Timestamp:
                json.WriteString("type"u8, "string"u8);
                json.WriteString("format"u8, "date-time"u8);
                break;
            case ColumnType.Uuid:
                json.WriteString("type"u8, "string"u8);
                json.WriteString("format"u8, "uuid"u8);
                break;
            case ColumnType.Text or ColumnType.TransactionId or ColumnType.PaginationKey:
                json.WriteString("type"u8, "string"u8);
                break;
            default:
                // JSON of any shape: an empty schema allows everything.
                break;
        }
    }
}
