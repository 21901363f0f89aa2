using System.Runtime.CompilerServices;
using Biplane.Storage.RowJson;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>The rows of a statement, read in place from the engine's column vectors. Spans are valid until the next <see cref="Read"/>.</summary>
/// <remarks>A number that is asked for as text is written as JSON.</remarks>
internal sealed unsafe class DuckDbResult : PageRows
{
    private readonly ResultColumnData[] _columns;

    // Fetched before they are read, in the order of reading; null when nothing was.
    private LinkedList<DuckDBDataChunk>? _ahead;
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private ulong _size;
    private ulong _row;

    // Its last chunk has been fetched; and read.
    private bool _isFetched;
    private bool _isAtEnd;
    private bool _isTurned;

    // Rows that may still be read.
    private long _rest = long.MaxValue;

    internal DuckDbResult(DuckDBResult result)
    {
        _result = result;
        var columns = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
        _columns = new ResultColumnData[columns];
        for (var i = 0; i < columns; i++)
        {
            _columns[i].Number = NativeMethods.Query.DuckDBColumnType(ref _result, i) == DuckDBType.Double ? new byte[JsonNumber.MaxBytes] : null;
        }
    }

    public int ColumnCount => _columns.Length;

    public DuckDBType TypeOf(int column) => NativeMethods.Query.DuckDBColumnType(ref _result, column);

    public override bool Read()
    {
        if (ReadAtHand())
        {
            return true;
        }

        if (_rest <= 0 || !NextChunk())
        {
            return false;
        }

        _rest--;
        return true;
    }

    /// <summary>Moves to the next row if it need not be fetched.</summary>
    public bool ReadAtHand()
    {
        if (_rest <= 0 || !(_isTurned ? _row > 0 : _row + 1 < _size))
        {
            return false;
        }

        _rest--;
        _row = _isTurned ? _row - 1 : _row + 1;
        return true;
    }

    public override bool IsNull(int column) => !IsValid(ref _columns[column]);

    public override ReadOnlySpan<byte> GetUtf8(int column) => Text(ref _columns[column]);

    /// <summary>The text of a column; false when it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetUtf8(int column, out ReadOnlySpan<byte> text)
    {
        ref var data = ref _columns[column];
        if (!IsValid(ref data))
        {
            text = default;
            return false;
        }

        text = Text(ref data);
        return true;
    }

    /// <summary>A value of a fixed size as the engine has it in memory.</summary>
    public ReadOnlySpan<byte> GetBytes(int column, int size) => new((byte*)_columns[column].Data + ((nint)_row * size), size);

    public override bool GetBoolean(int column) => ((byte*)_columns[column].Data)[_row] != 0;

    public byte GetByte(int column) => ((byte*)_columns[column].Data)[_row];

    public int GetInt32(int column) => ((int*)_columns[column].Data)[_row];

    public override long GetInt64(int column) => ((long*)_columns[column].Data)[_row];

    public override ulong GetUInt64(int column) => ((ulong*)_columns[column].Data)[_row];

    public override double GetDouble(int column) => ((double*)_columns[column].Data)[_row];

    public override Guid GetGuid(int column) => DuckDbTypes.Uuid(_columns[column].Data, (nint)_row);

    public override bool Detach(long maxBytes)
    {
        _ahead ??= [];
        while (!_isFetched && HeldBytes < maxBytes)
        {
            var chunk = Fetch();
            if (_isFetched)
            {
                chunk.Dispose();
            }
            else
            {
                _ahead.AddLast(chunk);
                HeldBytes += BytesOf(chunk);
            }
        }

        return _isFetched;
    }

    /// <remarks>Known as far as <see cref="Arranged"/> or <see cref="CutOff"/> have made it so.</remarks>
    public override long Rows => _rest;

    public override void CutOff(long rows) => _rest = Math.Min(_rest, rows);

    /// <summary>
    /// These rows, to be read in the order of a column of the engine's type UBIGINT. Nothing may have been read. Null when they do not fit into the bytes, or are not in ascending order: they
    /// are disposed then.
    /// </summary>
    public DuckDbResult? Arranged(int column, bool isDescending, long maxBytes)
    {
        var isArranged = false;
        try
        {
            isArranged = Arrange(column, isDescending, maxBytes);
            return isArranged ? this : null;
        }
        finally
        {
            if (!isArranged)
            {
                Dispose();
            }
        }
    }

    private bool Arrange(int column, bool isDescending, long maxBytes)
    {
        if (!Detach(maxBytes))
        {
            return false;
        }

        var last = 0UL;
        var count = 0L;
        foreach (var chunk in _ahead!)
        {
            var places = (ulong*)NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column));
            var rows = SizeOf(chunk);
            count += (long)rows;
            for (var row = 0UL; row < rows; row++)
            {
                if (places[row] < last)
                {
                    return false;
                }

                last = places[row];
            }
        }

        _isTurned = isDescending;
        _rest = count;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsValid(ref ResultColumnData column) => DuckDbTypes.IsValid(column.Validity, (nint)_row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Text(ref ResultColumnData column) => column.Number is { } number
        ? number.AsSpan(0, JsonNumber.Format(((double*)column.Data)[_row], number))
        : DuckDbTypes.Text(column.Data, (nint)_row);

    private bool NextChunk()
    {
        if (_isAtEnd)
        {
            return false;
        }

        _chunk?.Dispose();
        _chunk = _ahead is { Count: > 0 } ? TakeAhead(_ahead) : _isFetched ? null : Fetch();
        _size = _chunk is null ? 0 : SizeOf(_chunk);
        _row = _isTurned ? _size - 1 : 0;
        if (_chunk is null || _size == 0)
        {
            _isAtEnd = true;
            return false;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _columns[i].Data = (nint)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _columns[i].Validity = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }

        return true;
    }

    private DuckDBDataChunk TakeAhead(LinkedList<DuckDBDataChunk> ahead)
    {
        var chunk = (_isTurned ? ahead.Last : ahead.First)!;
        ahead.Remove(chunk);
        return chunk.Value;
    }

    // The last one is empty.
    private DuckDBDataChunk Fetch()
    {
        var chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);

        // The engine reports a fault of a running stream (a broken file, an interrupt) only here.
        if (SizeOf(chunk) == 0 && NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 } error)
        {
            chunk.Dispose();
            throw new DuckDbException(error);
        }

        _isFetched = SizeOf(chunk) == 0;
        return chunk;
    }

    private static ulong SizeOf(DuckDBDataChunk chunk) => chunk.IsInvalid ? 0 : NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);

    private long BytesOf(DuckDBDataChunk chunk)
    {
        var rows = SizeOf(chunk);
        var bytes = 0L;
        for (var column = 0; column < _columns.Length; column++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
            bytes += (long)rows * DuckDbTypes.TextSize;
            if (NativeMethods.Query.DuckDBColumnType(ref _result, column) != DuckDBType.Varchar)
            {
                continue;
            }

            var texts = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            var valid = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
            for (nint row = 0; row < (nint)rows; row++)
            {
                bytes += DuckDbTypes.IsValid(valid, row) ? *(int*)(texts + (row * DuckDbTypes.TextSize)) : 0;
            }
        }

        return bytes;
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var chunk in _ahead ?? [])
        {
            chunk.Dispose();
        }

        _chunk?.Dispose();
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
    }
}
