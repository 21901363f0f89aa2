namespace Biplane.Storage.Blobs;

/// <summary>A blob in the making.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Bytes written so far.</summary>
    long Length { get; }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="StorageUnavailableException">The disk refuses the write.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the blob durable and visible. Writing the same bytes twice is allowed, so that a client may repeat an upload whose answer got lost.
    /// </summary>
    /// <exception cref="BlobExistsException">A finished blob of this id holds other bytes.</exception>
    /// <exception cref="StorageUnavailableException">The disk refuses the write.</exception>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
