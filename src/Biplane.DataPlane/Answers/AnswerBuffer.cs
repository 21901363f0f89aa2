using System.Buffers;

namespace Biplane.DataPlane.Answers;

/// <summary>What of an answer has not been passed on. Its memory is lent: new memory of such a size for each answer would be collected with the oldest, which holds everybody up.</summary>
internal sealed class AnswerBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    // A field of a hundred megabytes is rare, and as much would be kept for the next one.
    private const int MaxKept = 4 * 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Length), nameof(count));
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Require(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Require(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Clear() => Length = 0;

    /// <summary>Nothing may be written or read afterwards.</summary>
    public void Dispose()
    {
        Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Require(int size)
    {
        var needed = Length + (long)Math.Max(size, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException("A row is larger than what can be written at once.");
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= MaxKept)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
