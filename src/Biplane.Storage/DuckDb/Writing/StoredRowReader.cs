using System.Text;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Turns a row of the <c>rows</c> or <c>history</c> table back into a <see cref="StoredRow"/>.</summary>
internal static class StoredRowReader
{
    /// <summary>Reads the columns of <see cref="RowSchema.ColumnList"/>, which start at column <paramref name="first"/>.</summary>
    public static StoredRow Read(DuckDbResult result, int first)
    {
        var state = new RowState
        {
            Object = new ObjectRef((ObjectKind)result.GetByte(first + 1), result.GetGuid(first + 2)),
            Id = Encoding.UTF8.GetString(result.GetUtf8(first + 3)),
            Transaction = new TransactionId(result.GetUInt64(first + 4)),
            PaginationKey = new PaginationKey(result.GetUInt64(first + 5)),
            Created = result.GetTimestamp(first + 6),
            ProjectId = result.GetGuid(first + 7),
            OrganizationId = result.GetGuid(first + 8),
            SpanId = Encoding.UTF8.GetString(result.GetUtf8(first + 9)),
            RootSpanId = Encoding.UTF8.GetString(result.GetUtf8(first + 10)),
            Comments = Json(result, first + RowSchema.Comments),
            Audit = Json(result, first + RowSchema.Audit),
            Extra = Json(result, first + RowSchema.Extra),
        };
        foreach (var field in EventFields.All)
        {
            state[field] = Json(result, first + RowSchema.FirstField + (int)field);
        }

        return new StoredRow(state, result.GetUInt64(first))
        {
            Blobs = result.IsNull(first + RowSchema.Blobs) ? null : Large(result, first),
        };
    }

    private static Dictionary<RowPart, LargeValue> Large(DuckDbResult result, int first)
    {
        var large = LargeValues.Parse(result.GetUtf8(first + RowSchema.Blobs)).ToDictionary(part => part.Key, part => new LargeValue(part.Value, Bytes: 0));
        for (var i = 0; i < RowSchema.SizedFields.Count; i++)
        {
            var part = new RowPart((int)RowSchema.SizedFields[i]);
            if (large.TryGetValue(part, out var value))
            {
                large[part] = value with { Bytes = result.GetInt32(first + RowSchema.FirstSize + i) };
            }
        }

        return large;
    }

    private static ReadOnlyMemory<byte> Json(DuckDbResult result, int column) =>
        result.IsNull(column) ? default : result.GetUtf8(column).ToArray();
}
