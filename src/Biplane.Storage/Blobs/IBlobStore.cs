namespace Biplane.Storage.Blobs;

/// <summary>
/// Stores large values as files or objects. Invariants: a blob whose write completed is on disk, whole, and never changes again;
/// a write that did not complete leaves nothing that a reader can find; a blob is reached only through its own organization.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores a value under a new id; durable when it completes.</summary>
    /// <exception cref="StorageUnavailableException">The disk refuses the write; nothing is left behind.</exception>
    ValueTask<BlobId> PutAsync(BlobScope scope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Starts a blob whose bytes arrive piece by piece. Dispose the writer; unless it was completed nothing stays.</summary>
    /// <exception cref="StorageUnavailableException">The disk refuses the write.</exception>
    ValueTask<IBlobWriter> CreateAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken);

    /// <summary>The whole value, or null when there is none. For callers on a thread of their own, such as the row store's writer.</summary>
    byte[]? Get(BlobScope scope, BlobId id);

    /// <summary>The whole value, or null when there is none.</summary>
    ValueTask<byte[]?> GetAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken);

    /// <summary>A seekable stream over the value, or null when there is none. The caller disposes it.</summary>
    Stream? OpenRead(BlobScope scope, BlobId id);

    /// <summary>A seekable stream over the value, or null when there is none. The caller disposes it.</summary>
    ValueTask<Stream?> OpenReadAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken);

    /// <summary>Removes a blob for good; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken);

    /// <summary>All finished blobs of an area, of all organizations, in no order: for sweeps.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(BlobArea area, CancellationToken cancellationToken);
}
