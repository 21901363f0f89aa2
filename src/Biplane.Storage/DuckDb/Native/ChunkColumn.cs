using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>One column of a chunk that is being filled. Valid until the chunk is appended.</summary>
internal readonly unsafe struct ChunkColumn
{
    private readonly nint _vector;
    private readonly void* _data;

    internal ChunkColumn(nint vector)
    {
        _vector = vector;
        _data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
    }

    public void Set(int row, ReadOnlySpan<byte> utf8)
    {
        // The unsafe form skips the engine's UTF-8 check: everything that comes here was checked when it was read.
        fixed (byte* bytes = utf8)
        {
            byte none = 0;
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(_vector, (ulong)row, bytes is null ? &none : bytes, utf8.Length);
        }
    }

    public void Set(int row, byte value) => ((byte*)_data)[row] = value;

    public void Set(int row, bool value) => ((byte*)_data)[row] = value ? (byte)1 : (byte)0;

    public void Set(int row, int value) => ((int*)_data)[row] = value;

    public void Set(int row, long value) => ((long*)_data)[row] = value;

    public void Set(int row, ulong value) => ((ulong*)_data)[row] = value;

    public void Set(int row, double value) => ((double*)_data)[row] = value;

    /// <summary>Sets the rows from the first on.</summary>
    /// <param name="values">The values.</param>
    /// <param name="validity">A bit for each row that has one; empty when all have.</param>
    public void Set(ReadOnlySpan<double> values, ReadOnlySpan<ulong> validity)
    {
        values.CopyTo(new Span<double>(_data, values.Length));
        if (!validity.IsEmpty)
        {
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
            validity.CopyTo(new Span<ulong>(NativeMethods.Vectors.DuckDBVectorGetValidity(_vector), validity.Length));
        }
    }

    public void Set(int row, Guid value)
    {
        var (lower, upper) = DuckDbTypes.ToUuidParts(value);
        ((ulong*)_data)[row * 2] = lower;
        ((long*)_data)[(row * 2) + 1] = upper;
    }

    public void SetNull(int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
        NativeMethods.ValidityMask.DuckDBValiditySetRowValidity(NativeMethods.Vectors.DuckDBVectorGetValidity(_vector), (ulong)row, valid: false);
    }
}
