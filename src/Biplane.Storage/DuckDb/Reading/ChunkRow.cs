using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.RowJson;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>A row of a chunk that the engine lends.</summary>
internal readonly struct ChunkRow(BorrowedChunk chunk, int row) : IRowValues
{
    public bool TryGetUtf8(int column, out ReadOnlySpan<byte> text)
    {
        var isNull = chunk.IsNull(column, row);
        text = isNull ? default : chunk.TextOrNumber(column, row);
        return !isNull;
    }

    public bool TryGetDouble(int column, out double number)
    {
        var isNull = chunk.IsNull(column, row);
        number = isNull ? default : chunk.Number(column, row);
        return !isNull;
    }

    public bool IsNull(int column) => chunk.IsNull(column, row);

    public bool GetBoolean(int column) => chunk.Boolean(column, row);

    public long GetInt64(int column) => chunk.Int64(column, row);

    public ulong GetUInt64(int column) => chunk.UInt64(column, row);

    public Guid GetGuid(int column) => chunk.Uuid(column, row);

    public DateTime GetTimestamp(int column) => DuckDbTypes.FromMicroseconds(chunk.Int64(column, row));

    public bool MoveNext() => false;
}
