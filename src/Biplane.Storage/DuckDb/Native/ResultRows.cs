namespace Biplane.Storage.DuckDb.Native;

/// <summary>The rows of an answer, one at a time. Spans are valid until the next <see cref="Read"/>.</summary>
internal abstract class ResultRows : IDisposable
{
    /// <summary>Moves to the next row; false at the end.</summary>
    public abstract bool Read();

    public abstract bool IsNull(int column);

    public abstract ReadOnlySpan<byte> GetUtf8(int column);

    public abstract bool GetBoolean(int column);

    public abstract long GetInt64(int column);

    public abstract ulong GetUInt64(int column);

    public abstract double GetDouble(int column);

    public abstract Guid GetGuid(int column);

    /// <summary>A UTC time.</summary>
    public DateTime GetTimestamp(int column) => DuckDbTypes.FromMicroseconds(GetInt64(column));

    /// <summary>
    /// Takes out of the engine what of the rest fits into the bytes, however few. Answers whether that was all: the rows then need no connection any more, which may be used
    /// for the next statement while they are read.
    /// </summary>
    public abstract bool Detach(long maxBytes);

    public virtual void Dispose()
    {
    }
}
