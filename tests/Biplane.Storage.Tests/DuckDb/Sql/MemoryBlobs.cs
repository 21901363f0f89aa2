using Biplane.Storage.Blobs;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Blobs that a table in memory refers to.</summary>
internal sealed class MemoryBlobs : IBlobStore
{
    private readonly Dictionary<(BlobScope Scope, BlobId Id), byte[]> _blobs = [];

    public BlobId Put(BlobScope scope, byte[] content)
    {
        var id = BlobId.New(TimeProvider.System);
        _blobs[(scope, id)] = content;
        return id;
    }

    public byte[]? Get(BlobScope scope, BlobId id) => _blobs.GetValueOrDefault((scope, id));

    public Stream? OpenRead(BlobScope scope, BlobId id) => Get(scope, id) is { } content ? new MemoryStream(content) : null;

    public ValueTask<BlobId> PutAsync(BlobScope scope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => ValueTask.FromResult(Put(scope, content.ToArray()));

    public ValueTask<byte[]?> GetAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken) => ValueTask.FromResult(Get(scope, id));

    public ValueTask<Stream?> OpenReadAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken) => ValueTask.FromResult(OpenRead(scope, id));

    public ValueTask<bool> DeleteAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken) => ValueTask.FromResult(_blobs.Remove((scope, id)));

    public ValueTask<IBlobWriter> CreateAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<BlobEntry> ListAsync(BlobArea area, CancellationToken cancellationToken) => throw new NotSupportedException();
}
