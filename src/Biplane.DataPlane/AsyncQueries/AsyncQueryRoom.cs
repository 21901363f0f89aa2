using Biplane.Hosting.Errors;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>
/// The room on disk for results. Invariant: what finished results take and what is being written never exceeds the bounds, since bytes being
/// written are counted until their query's record has them.
/// </summary>
internal sealed class AsyncQueryRoom(AsyncQueryStore store, AsyncQueryLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Writing> _writing = [];

    /// <summary>Takes room for what a query has found so far.</summary>
    /// <exception cref="ApiException">413: there is none left.</exception>
    public async ValueTask TakeAsync(AsyncQuery query, long bytes, CancellationToken cancellationToken)
    {
        long total;
        long own;
        lock (_lock)
        {
            _writing[query.Id] = new Writing(query.UserId, bytes);
            total = _writing.Values.Sum(w => w.Bytes);
            own = _writing.Values.Where(w => w.UserId == query.UserId).Sum(w => w.Bytes);
        }

        // The finished ones after those being written: one that is finished in between counts twice, never not at all.
        var finished = await store.BytesAsync(query.UserId, cancellationToken);
        Require(own + finished.Own, limits.MaxBytesOfUser, "The results of your background queries are");
        Require(total + finished.Total, limits.MaxTotalBytes, "The results of all background queries together are");
    }

    /// <summary>Gives back the room of a query that is finished, or that found nothing.</summary>
    public void Release(AsyncQuery query)
    {
        lock (_lock)
        {
            _writing.Remove(query.Id);
        }
    }

    private static void Require(long bytes, long bound, string what)
    {
        if (bytes > bound)
        {
            throw new ApiException(
                413, ErrorCodes.PayloadTooLarge, $"{what} larger than {bound >> 20} MiB. Select fewer rows or columns, or delete results that are not needed any more.");
        }
    }

    private readonly record struct Writing(Guid UserId, long Bytes);
}
