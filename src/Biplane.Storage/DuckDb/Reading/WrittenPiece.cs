using System.Buffers;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Rows of one chunk as JSON, in the order of the answer.</summary>
internal sealed class WrittenPiece : IBufferWriter<byte>, IDisposable
{
    private readonly int[] _ends;
    private readonly ulong[] _places;
    private byte[] _bytes;
    private int _length;

    /// <param name="rows">How many there will be.</param>
    /// <param name="bytes">How many bytes they may take; more if need be.</param>
    public WrittenPiece(int rows, int bytes)
    {
        _ends = new int[rows];
        _places = new ulong[rows];
        _bytes = ArrayPool<byte>.Shared.Rent(bytes);
    }

    public int Count { get; private set; }

    public int Length => _length;

    public ulong LeastPlace => Math.Min(_places[0], _places[Count - 1]);

    public ulong LargestPlace => Math.Max(_places[0], _places[Count - 1]);

    /// <summary>The pagination key of a row.</summary>
    public ulong PlaceOf(int row) => _places[row];

    /// <summary>Some rows.</summary>
    public ReadOnlySpan<byte> Rows(int first, int count) => _bytes.AsSpan(StartOf(first).._ends[first + count - 1]);

    /// <summary>How many rows to take from one on, so that none begins behind so many bytes. One at least.</summary>
    public int CountOf(int first, int mostBytes)
    {
        var limit = (long)StartOf(first) + mostBytes;
        var count = 1;
        while (first + count < Count && _ends[first + count - 1] < limit)
        {
            count++;
        }

        return count;
    }

    /// <summary>A row has been written.</summary>
    /// <param name="place">Its pagination key.</param>
    /// <param name="end">Bytes of it and of all before.</param>
    public void Add(ulong place, int end)
    {
        _places[Count] = place;
        _ends[Count++] = end;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private int StartOf(int row) => row == 0 ? 0 : _ends[row - 1];

    // Asked for no size in particular, a buffer still has to give something.
    private void MakeRoom(int sizeHint)
    {
        var bytes = Math.Max(sizeHint, 1);
        if (bytes <= _bytes.Length - _length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + bytes));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
