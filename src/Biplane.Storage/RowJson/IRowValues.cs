namespace Biplane.Storage.RowJson;

/// <summary>The values of a row that is written. Implemented by structures, so that a writer is compiled for each and no call has to be looked up.</summary>
internal interface IRowValues
{
    /// <summary>The UTF-8 bytes of a text or JSON column; false when it is null.</summary>
    bool TryGetUtf8(int column, out ReadOnlySpan<byte> text);

    /// <summary>A number; false when it is null.</summary>
    bool TryGetDouble(int column, out double number);

    bool IsNull(int column);

    bool GetBoolean(int column);

    long GetInt64(int column);

    /// <summary>A transaction id or pagination key.</summary>
    ulong GetUInt64(int column);

    Guid GetGuid(int column);

    /// <summary>A UTC time.</summary>
    DateTime GetTimestamp(int column);

    /// <summary>Moves to the next row if it is in memory already.</summary>
    bool MoveNext();
}
