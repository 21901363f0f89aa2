using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A chunk of texts or numbers that the engine owns and lends for one call.</summary>
internal sealed unsafe class BorrowedChunk : IDisposable
{
    private const int InlineLength = 12;

    private readonly DuckDBDataChunk _chunk;
    private readonly nint[] _data;
    private readonly nint[] _validity;

    public BorrowedChunk(nint handle)
    {
        _chunk = new DuckDBDataChunk(handle);
        Size = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        var columns = (int)NativeMethods.DataChunks.DuckDBDataChunkGetColumnCount(_chunk);
        _data = new nint[columns];
        _validity = new nint[columns];
        for (var i = 0; i < columns; i++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }
    }

    public int Size { get; }

    public bool HasNull(int row)
    {
        foreach (var validity in _validity)
        {
            var mask = (ulong*)validity;
            if (mask is not null && (mask[row >> 6] & (1UL << (row & 63))) == 0)
            {
                return true;
            }
        }

        return false;
    }

    public ReadOnlySpan<byte> Text(int column, int row)
    {
        var text = (byte*)_data[column] + ((nint)row * 16);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= InlineLength ? text + sizeof(int) : *(byte**)(text + 8), length);
    }

    public double Number(int column, int row) => ((double*)_data[column])[row];

    /// <summary>All numbers of a column; those of rows that are null are open.</summary>
    public ReadOnlySpan<double> Numbers(int column) => new((void*)_data[column], Size);

    /// <summary>A bit for each row that has a value; empty when all have.</summary>
    public ReadOnlySpan<ulong> Validity(int column) => _validity[column] == 0 ? default : new ReadOnlySpan<ulong>((void*)_validity[column], (Size + 63) / 64);

    // The engine destroys the chunk, not we.
    public void Dispose() => _chunk.SetHandleAsInvalid();
}
