using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>Appends chunks to one table within the connection's transaction.</summary>
internal sealed class TableAppender : IDisposable
{
    /// <summary>Rows in a full chunk.</summary>
    public const int ChunkRows = 2_048;

    private readonly DuckDBAppender _appender;
    private readonly DuckDBDataChunk _chunk;

    public TableAppender(DuckDbConnection connection, string catalog, string table, IReadOnlyList<DuckDBType> columns)
    {
        if (NativeMethods.Appender.DuckDBAppenderCreateExt(connection.Handle, catalog, "main", table, out _appender) != DuckDBState.Success)
        {
            throw new DuckDbException("The table cannot be appended to.");
        }

        var types = columns.Select(NativeMethods.LogicalType.DuckDBCreateLogicalType).ToArray();
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. types.Select(t => t.DangerousGetHandle())], (ulong)types.Length);
        foreach (var type in types)
        {
            type.Dispose();
        }
    }

    /// <summary>Empties the chunk for the next rows.</summary>
    public void Begin() => NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);

    public ChunkColumn Column(int index) => new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, index));

    /// <summary>Hands the chunk's first rows to the engine.</summary>
    public void Append(int rows)
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)rows);
        Check(NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk));
    }

    /// <summary>Makes the appended rows part of the transaction.</summary>
    public void Flush() => Check(NativeMethods.Appender.DuckDBAppenderFlush(_appender));

    /// <summary>Drops appended rows that were not flushed. Without it a failed flush leaves them, and they would be stored after all: by the next flush or at the end.</summary>
    public void Clear() => _ = NativeMethods.Appender.DuckDBAppenderClear(_appender);

    private void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success)
        {
            using var error = NativeMethods.Appender.DuckDBAppenderErrorData(_appender);
            throw new DuckDbException(NativeMethods.ErrorData.DuckDBErrorDataMessage(error));
        }
    }

    public void Dispose()
    {
        _chunk.Dispose();
        Clear();
        _appender.Dispose();
    }
}
