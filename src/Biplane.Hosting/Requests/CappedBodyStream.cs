using Biplane.Hosting.Errors;
using ZstdSharp;

namespace Biplane.Hosting.Requests;

/// <summary>Reads a decoded body up to a limit; says 413 beyond it and 400 where the coding is broken.</summary>
internal sealed class CappedBodyStream(Stream decoded, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await decoded.ReadAsync(buffer, cancellationToken));
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw BrokenCoding();
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Count(decoded.Read(buffer, offset, count));
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw BrokenCoding();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Each decoder has its own word for it.
    private static bool IsBroken(Exception error) => error is InvalidDataException or ZstdException or EndOfStreamException;

    private static ApiException BrokenCoding() =>
        ApiException.BadRequest(ErrorCodes.MalformedBody, "The request body is not valid in its Content-Encoding.");

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= limit
            ? bytes
            : throw new ApiException(413, ErrorCodes.PayloadTooLarge, $"The decoded request body is larger than {limit} bytes.");
    }
}
