using System.Buffers;
using Biplane.Query.Planning;
using Biplane.Storage.RowJson;

namespace Biplane.Storage;

/// <summary>A query's answer, one row at a time. Spans are valid until the next call of <see cref="ReadAsync"/>.</summary>
public abstract class RowCursor : IAsyncDisposable
{
    /// <summary>The columns, in order.</summary>
    public abstract IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Moves to the next row; false at the end.</summary>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Whether a column of the current row is null.</summary>
    public abstract bool IsNull(int column);

    /// <summary>The UTF-8 bytes of a text or JSON column.</summary>
    public abstract ReadOnlySpan<byte> GetUtf8(int column);

    /// <summary>
    /// The same bytes as a seekable stream, which outlives the cursor. Of a column that only passes through to the answer a large value is not
    /// brought into memory. The caller disposes it.
    /// </summary>
    public virtual Stream OpenUtf8(int column) => new MemoryStream(GetUtf8(column).ToArray(), writable: false);

    public abstract bool GetBoolean(int column);

    public abstract long GetInt64(int column);

    /// <summary>A transaction id or pagination key.</summary>
    public abstract ulong GetUInt64(int column);

    public abstract double GetDouble(int column);

    public abstract Guid GetGuid(int column);

    /// <summary>A UTC time.</summary>
    public abstract DateTime GetTimestamp(int column);

    public abstract ValueTask DisposeAsync();

    /// <summary>Writes the current row, and those behind it that are in memory already, up to some size. The last one that was written is the current row then.</summary>
    /// <returns>How many rows.</returns>
    internal virtual int Write(RowJsonWriter writer, IBufferWriter<byte> output, int mostBytes) => writer.Write(new CursorValues(this), output, mostBytes);
}
