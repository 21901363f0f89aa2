using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>Reads a cursor to its end, through every accessor that its columns call for.</summary>
internal static class CursorRows
{
    /// <summary>The member that holds the place after a row, as clients send it back.</summary>
    public const string Cursor = "(cursor)";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2000 };

    public static async Task<List<JsonObject>> ReadAsync(RowCursor cursor, CancellationToken cancellationToken)
    {
        await using var owned = cursor;
        var rows = new List<JsonObject>();
        while (await cursor.ReadAsync(cancellationToken))
        {
            rows.Add(Row(cursor));
        }

        return rows;
    }

    public static JsonObject Row(RowCursor cursor)
    {
        var row = new JsonObject();
        for (var i = 0; i < cursor.Columns.Count; i++)
        {
            var column = cursor.Columns[i];
            if (column.IsHidden)
            {
                row[Cursor] = new PaginationKey(cursor.GetUInt64(i)).ToCursor();
            }
            else if (!column.IsSpread)
            {
                row[column.Name] = cursor.IsNull(i) ? null : Value(cursor, column.Type, i);
            }
            else if (!cursor.IsNull(i))
            {
                foreach (var (name, value) in JsonNode.Parse(cursor.GetUtf8(i), documentOptions: Deep)!.AsObject())
                {
                    row[name] = value?.DeepClone();
                }
            }
        }

        return row;
    }

    private static JsonNode? Value(RowCursor cursor, ColumnType type, int column) => type switch
    {
        ColumnType.Json => JsonNode.Parse(cursor.GetUtf8(column), documentOptions: Deep),
        ColumnType.Text => JsonValue.Create(System.Text.Encoding.UTF8.GetString(cursor.GetUtf8(column))),
        ColumnType.Boolean => JsonValue.Create(cursor.GetBoolean(column)),
        ColumnType.Number => JsonValue.Create(cursor.GetDouble(column)),
        ColumnType.Integer => JsonValue.Create(cursor.GetInt64(column)),
        ColumnType.Timestamp => JsonValue.Create(TimeText.Of(cursor.GetTimestamp(column))),
        ColumnType.Uuid => JsonValue.Create(cursor.GetGuid(column).ToString("D")),
        ColumnType.PaginationKey => JsonValue.Create(new PaginationKey(cursor.GetUInt64(column)).ToString()),
        _ => JsonValue.Create(cursor.GetUInt64(column).ToString(CultureInfo.InvariantCulture)),
    };
}
