using Biplane.Storage.RowJson;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A chunk of texts or numbers that the engine owns and lends for one call.</summary>
internal sealed unsafe class BorrowedChunk : IDisposable
{
    private readonly DuckDBDataChunk _chunk;
    private readonly nint[] _data;
    private readonly nint[] _validity;

    // By column: the text of a number that was asked for last; null where they are no numbers.
    private readonly byte[]?[] _numbers;

    public BorrowedChunk(nint handle)
    {
        _chunk = new DuckDBDataChunk(handle);
        Size = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        var columns = (int)NativeMethods.DataChunks.DuckDBDataChunkGetColumnCount(_chunk);
        _data = new nint[columns];
        _validity = new nint[columns];
        _numbers = new byte[]?[columns];
        for (var i = 0; i < columns; i++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }
    }

    public int Size { get; }

    public int ColumnCount => _data.Length;

    public bool HasNull(int row)
    {
        foreach (var validity in _validity)
        {
            if (!DuckDbTypes.IsValid(validity, row))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsNull(int column, int row) => !DuckDbTypes.IsValid(_validity[column], row);

    public ReadOnlySpan<byte> Text(int column, int row) => DuckDbTypes.Text(_data[column], row);

    /// <summary>A text, or a number as JSON: what it is has been seen by <see cref="FindNumbers"/>. Valid until the next of that column.</summary>
    public ReadOnlySpan<byte> TextOrNumber(int column, int row) =>
        _numbers[column] is { } number ? number.AsSpan(0, JsonNumber.Format(Number(column, row), number)) : Text(column, row);

    public double Number(int column, int row) => ((double*)_data[column])[row];

    public bool Boolean(int column, int row) => ((byte*)_data[column])[row] != 0;

    public long Int64(int column, int row) => ((long*)_data[column])[row];

    public ulong UInt64(int column, int row) => ((ulong*)_data[column])[row];

    public Guid Uuid(int column, int row) => DuckDbTypes.Uuid(_data[column], row);

    /// <summary>Looks which columns are numbers.</summary>
    public void FindNumbers()
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            using var type = NativeMethods.Vectors.DuckDBVectorGetColumnType(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i));
            _numbers[i] = NativeMethods.LogicalType.DuckDBGetTypeId(type) == DuckDBType.Double ? new byte[JsonNumber.MaxBytes] : null;
        }
    }

    /// <summary>All numbers of a column; those of rows that are null are open.</summary>
    public ReadOnlySpan<double> Numbers(int column) => new((void*)_data[column], Size);

    /// <summary>A bit for each row that has a value; empty when all have.</summary>
    public ReadOnlySpan<ulong> Validity(int column) => _validity[column] == 0 ? default : new ReadOnlySpan<ulong>((void*)_validity[column], (Size + 63) / 64);

    // The engine destroys the chunk, not we.
    public void Dispose() => _chunk.SetHandleAsInvalid();
}
