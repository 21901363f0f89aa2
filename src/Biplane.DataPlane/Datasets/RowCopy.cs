using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Model;
using Biplane.Model.Json;
using Biplane.Model.Rows;
using Biplane.Storage;

namespace Biplane.DataPlane.Datasets;

/// <summary>Makes a row that can be written out of a row that was read by <see cref="RowPlans.WholeRows"/>.</summary>
internal static class RowCopy
{
    public static EventRow From(RowCursor rows, ObjectRef target)
    {
        var row = new EventRow
        {
            Object = target,
            Id = Encoding.UTF8.GetString(rows.GetUtf8(0)),
            SpanId = rows.IsNull(1) ? null : Encoding.UTF8.GetString(rows.GetUtf8(1)),
            RootSpanId = rows.IsNull(2) ? null : Encoding.UTF8.GetString(rows.GetUtf8(2)),
            Created = rows.IsNull(3) ? null : rows.GetTimestamp(3),
        };
        foreach (var field in EventFields.All)
        {
            var column = RowPlans.FirstFieldOfWholeRows + (int)field;
            if (!rows.IsNull(column))
            {
                row[field] = rows.GetUtf8(column).ToArray();
            }
        }

        var extra = RowPlans.FirstFieldOfWholeRows + EventFields.Count;
        if (!rows.IsNull(extra))
        {
            row.Extra = Members(rows.GetUtf8(extra).ToArray());
        }

        return row;
    }

    private static List<ExtraField> Members(ReadOnlyMemory<byte> json)
    {
        var members = new List<ExtraField>();
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth + 8 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new ExtraField(name, json[start..(int)reader.BytesConsumed]));
        }

        return members;
    }
}
