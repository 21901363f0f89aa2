using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.RowJson;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of a statement, with large values in place of their marks.</summary>
/// <param name="rows">The rows.</param>
/// <param name="cursor">The cursor that is at the same row.</param>
internal readonly struct DuckDbRowValues(DuckDbResult rows, DuckDbRowCursor cursor) : IRowValues
{
    public bool TryGetUtf8(int column, out ReadOnlySpan<byte> text)
    {
        if (!rows.TryGetUtf8(column, out text))
        {
            return false;
        }

        if (BlobFunction.IsMark(text))
        {
            text = cursor.Value(column, text);
        }

        return true;
    }

    public bool TryGetDouble(int column, out double number)
    {
        var isNull = rows.IsNull(column);
        number = isNull ? default : rows.GetDouble(column);
        return !isNull;
    }

    public bool IsNull(int column) => rows.IsNull(column);

    public bool GetBoolean(int column) => rows.GetBoolean(column);

    public long GetInt64(int column) => rows.GetInt64(column);

    public ulong GetUInt64(int column) => rows.GetUInt64(column);

    public Guid GetGuid(int column) => rows.GetGuid(column);

    public DateTime GetTimestamp(int column) => rows.GetTimestamp(column);

    public bool MoveNext()
    {
        if (!rows.ReadAtHand())
        {
            return false;
        }

        cursor.ForgetLarge();
        return true;
    }
}
