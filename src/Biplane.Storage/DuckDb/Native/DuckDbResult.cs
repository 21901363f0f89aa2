using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>The rows of a statement, read in place from the engine's column vectors. Spans are valid until the next <see cref="Read"/>.</summary>
internal sealed unsafe class DuckDbResult : ResultRows
{
    // A string is 16 bytes: its length, then either the bytes themselves (up to 12) or a 4-byte prefix and a pointer to them.
    private const int StringSize = 16;
    private const int InlineLength = 12;

    private readonly nint[] _data;
    private readonly nint[] _validity;
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private ulong _size;
    private ulong _row;

    internal DuckDbResult(DuckDBResult result)
    {
        _result = result;
        var columns = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
        _data = new nint[columns];
        _validity = new nint[columns];
    }

    public int ColumnCount => _data.Length;

    public override bool Read()
    {
        if (_row + 1 < _size)
        {
            _row++;
            return true;
        }

        return NextChunk();
    }

    public override bool IsNull(int column)
    {
        var mask = (ulong*)_validity[column];
        return mask is not null && (mask[_row >> 6] & (1UL << (int)(_row & 63))) == 0;
    }

    public override ReadOnlySpan<byte> GetUtf8(int column)
    {
        var text = (byte*)_data[column] + ((nint)_row * StringSize);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= InlineLength ? text + sizeof(int) : *(byte**)(text + 8), length);
    }

    /// <summary>A value of a fixed size as the engine has it in memory.</summary>
    public ReadOnlySpan<byte> GetBytes(int column, int size) => new((byte*)_data[column] + ((nint)_row * size), size);

    public override bool GetBoolean(int column) => ((byte*)_data[column])[_row] != 0;

    public byte GetByte(int column) => ((byte*)_data[column])[_row];

    public int GetInt32(int column) => ((int*)_data[column])[_row];

    public override long GetInt64(int column) => ((long*)_data[column])[_row];

    public override ulong GetUInt64(int column) => ((ulong*)_data[column])[_row];

    public override double GetDouble(int column) => ((double*)_data[column])[_row];

    public override Guid GetGuid(int column)
    {
        var parts = (long*)_data[column] + (nint)(_row * 2);
        return DuckDbTypes.FromUuidParts((ulong)parts[0], parts[1]);
    }

    private bool NextChunk()
    {
        _chunk?.Dispose();
        _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        _size = _chunk.IsInvalid ? 0 : NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        _row = 0;
        if (_size == 0)
        {
            // The engine reports a fault of a running stream (a broken file, an interrupt) only here.
            var error = NativeMethods.Query.DuckDBResultError(ref _result);
            return string.IsNullOrEmpty(error) ? false : throw new DuckDbException(error);
        }

        for (var i = 0; i < _data.Length; i++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }

        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _chunk?.Dispose();
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
    }
}
