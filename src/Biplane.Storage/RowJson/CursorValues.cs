namespace Biplane.Storage.RowJson;

/// <summary>The current row of any cursor.</summary>
internal readonly struct CursorValues(RowCursor row) : IRowValues
{
    public bool TryGetUtf8(int column, out ReadOnlySpan<byte> text)
    {
        var isNull = row.IsNull(column);
        text = isNull ? default : row.GetUtf8(column);
        return !isNull;
    }

    public bool TryGetDouble(int column, out double number)
    {
        var isNull = row.IsNull(column);
        number = isNull ? default : row.GetDouble(column);
        return !isNull;
    }

    public bool IsNull(int column) => row.IsNull(column);

    public bool GetBoolean(int column) => row.GetBoolean(column);

    public long GetInt64(int column) => row.GetInt64(column);

    public ulong GetUInt64(int column) => row.GetUInt64(column);

    public Guid GetGuid(int column) => row.GetGuid(column);

    public DateTime GetTimestamp(int column) => row.GetTimestamp(column);

    public bool MoveNext() => false;
}
