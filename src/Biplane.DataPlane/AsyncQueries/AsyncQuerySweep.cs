using Biplane.DataPlane.Sweeps;
using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Removes finished background queries after their time, and results that no query refers to.</summary>
internal sealed class AsyncQuerySweep(AsyncQueryStore store, IBlobStore blobs, TimeProvider time) : ISweep
{
    public string Subject => "old background queries";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var query in await store.ExpiredAsync(cancellationToken))
        {
            // The result first: a query that stays because of a failure here is found again.
            if (query.Result is { } result)
            {
                await blobs.DeleteAsync(query.BlobScope, result.Blob, cancellationToken);
            }

            await store.DeleteAsync(query.Id, cancellationToken);
            removed++;
        }

        return removed + await RemoveOrphansAsync(time.GetUtcNow() - (2 * AsyncQueryLimits.MaxRunTime), cancellationToken);
    }

    // What a crash between a result and its query's record left. A younger one may be about to get its record.
    private async Task<int> RemoveOrphansAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var known = await store.BlobsAsync(cancellationToken);
        var removed = 0;
        await foreach (var blob in blobs.ListAsync(BlobArea.Results, cancellationToken))
        {
            if (blob.Id.Created < before && !known.Contains(blob.Id) && await blobs.DeleteAsync(blob.Scope, blob.Id, cancellationToken))
            {
                removed++;
            }
        }

        return removed;
    }
}
