using System.Buffers;

namespace Biplane.DataPlane.Requests;

/// <summary>A whole request body in one piece of memory. Rows read from it are slices of it: dispose it after they are stored.</summary>
internal sealed class RequestBody(BodyBudget budget) : IDisposable
{
    // Larger arrays are not worth keeping in a pool: they are rare and would stay in memory.
    private const int MaxPooledBytes = 4 * 1024 * 1024;

    private byte[] _buffer = [];
    private bool _isPooled;
    private long _reserved;
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Room for more bytes behind those already there: what was asked for, even where the pool gave more.</summary>
    public Memory<byte> Free => _buffer.AsMemory(_length, (int)_reserved - _length);

    public void Advance(int bytes) => _length += bytes;

    /// <summary>Makes room for <paramref name="capacity"/> bytes in total; waits for the budget.</summary>
    public async ValueTask GrowAsync(int capacity, CancellationToken cancellationToken)
    {
        await budget.AcquireAsync(capacity - _reserved, hasBegun: _length > 0, cancellationToken);
        _reserved = capacity;
        var isPooled = capacity <= MaxPooledBytes;
        var larger = isPooled ? ArrayPool<byte>.Shared.Rent(capacity) : GC.AllocateUninitializedArray<byte>(capacity);
        Bytes.Span.CopyTo(larger);
        ReturnBuffer();
        (_buffer, _isPooled) = (larger, isPooled);
    }

    public void Dispose()
    {
        ReturnBuffer();
        _buffer = [];
        _length = 0;
        budget.Release(_reserved);
        _reserved = 0;
    }

    private void ReturnBuffer()
    {
        if (_isPooled)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
