using System.Buffers;

namespace Biplane.Storage.RowParquet;

/// <summary>Passes what is written to it on to a buffer until it is closed; what comes later is dropped.</summary>
internal sealed class BufferStream(IBufferWriter<byte> output) : Stream
{
    private long _written;

    /// <summary>From here on everything is dropped.</summary>
    public bool IsClosed { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!IsClosed)
        {
            output.Write(buffer);
            _written += buffer.Length;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Whoever owns the buffer passes it on.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
