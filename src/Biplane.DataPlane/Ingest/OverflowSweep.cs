using Biplane.DataPlane.Sweeps;
using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.Ingest;

/// <summary>Removes uploads that nobody referred to in time: they hold customer data and would never be found by a deletion.</summary>
internal sealed class OverflowSweep(IBlobStore blobs, TimeProvider time) : ISweep
{
    public string Subject => "uploads that were never referred to";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // A ticket may be redeemed until it expires; the same time again leaves room for a slow request.
        var oldest = time.GetUtcNow() - (2 * IngestLimits.OverflowLifetime);
        var removed = 0;
        await foreach (var blob in blobs.ListAsync(BlobArea.Overflow, cancellationToken))
        {
            if (blob.Id.Created < oldest && await blobs.DeleteAsync(blob.Scope, blob.Id, cancellationToken))
            {
                removed++;
            }
        }

        return removed;
    }
}
