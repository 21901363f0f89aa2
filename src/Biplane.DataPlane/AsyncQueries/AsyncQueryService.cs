using Biplane.DataPlane.Access;
using Biplane.DataPlane.Query;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Storage;
using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>
/// Takes background queries and answers about them. Only who asked one sees it and its rows, and only as long as all objects that it reads are
/// readable: that is checked each time, by the same check as for any query.
/// </summary>
internal sealed class AsyncQueryService(
    BtqlService queries, IObjectAccess access, AsyncQueryStore store, AsyncQueryRuns runs, IBlobStore blobs, IRowStore rows, AsyncQueryLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>Has a query wait for its turn, after it was compiled and its objects were found readable.</summary>
    public async Task<AsyncQueryView> SubmitAsync(Caller caller, ReadOnlyMemory<byte> body, string? organization, CancellationToken cancellationToken)
    {
        if (body.Length > AsyncQueryLimits.MaxRequestBytes)
        {
            throw new ApiException(413, ErrorCodes.PayloadTooLarge, $"The request of a background query may be {AsyncQueryLimits.MaxRequestBytes >> 20} MiB at most.");
        }

        using var json = QueryEndpoints.Parse(body);
        var created = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var request = BtqlRequestReader.Read(json.RootElement, created.UtcDateTime, rows.LastTransaction) with { Organization = organization };
        var batchSize = AsyncQueryBody.BatchSize(json.RootElement);
        AsyncQueryBody.CheckFormat(json.RootElement);
        var compiled = await queries.CompileAsync(caller, request with { Query = request.Query with { DisableLimit = true } }, cancellationToken);
        var first = compiled.Objects[0];
        if (compiled.Objects.Any(o => o.OrganizationId != first.OrganizationId))
        {
            throw ApiException.BadRequest(ErrorCodes.QueryInvalid, "A background query reads objects of one organization.");
        }

        var query = new AsyncQuery(
            Guid.CreateVersion7(created),
            first.OrganizationId,
            caller.UserId,
            AsyncQueryScope.Of(compiled.Plan.Sources, compiled.Named),
            body.ToArray(),
            batchSize,
            created);
        if (!await store.TryAddAsync(query, cancellationToken))
        {
            throw new ApiException(
                429, ErrorCodes.Busy, $"Too many background queries wait or run: at most {limits.MaxUnfinishedOfUser} of one user, {limits.MaxUnfinished} of all. Try again later.")
            {
                RetryAfter = Later,
            };
        }

        runs.Ring();
        return View(query, first);
    }

    public async Task<AsyncQueryView> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var (query, first) = await ReadableAsync(caller, id, cancellationToken);
        return View(query, first);
    }

    /// <summary>The query and, when it succeeded, its rows from a place on; the caller disposes them.</summary>
    public async Task<(AsyncQuery Query, Stream? Rows)> OpenResultAsync(Caller caller, string id, string? cursor, CancellationToken cancellationToken)
    {
        var (query, _) = await ReadableAsync(caller, id, cancellationToken);
        var offset = string.IsNullOrEmpty(cursor) ? 0 : AsyncQueryCursor.Read(query.Id, cursor) ?? throw BadCursor();
        if (query.Result is not { } result)
        {
            return offset == 0 ? (query, null) : throw BadCursor();
        }

        var stream = await blobs.OpenReadAsync(query.BlobScope, result.Blob, cancellationToken) ?? throw NotFound();
        try
        {
            if (!await AsyncQueryPage.BeginsAtAsync(stream, offset, cancellationToken))
            {
                throw BadCursor();
            }

            stream.Position = offset;
            return (query, stream);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends a query that waits or runs; one that is finished stays as it is.</summary>
    public async Task<AsyncQueryView> CancelAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var (query, _) = await ReadableAsync(caller, id, cancellationToken);
        await store.CancelAsync(query.Id, cancellationToken);
        runs.Stop(query.Id);
        return await FindAsync(caller, id, cancellationToken);
    }

    /// <summary>Ends a query and removes it with its rows.</summary>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var (query, _) = await ReadableAsync(caller, id, cancellationToken);
        await store.DeleteAsync(query.Id, cancellationToken);
        runs.Stop(query.Id);
        if (query.Result is { } result)
        {
            // A failure here is left to the sweep.
            await blobs.DeleteAsync(query.BlobScope, result.Blob, CancellationToken.None);
        }
    }

    // What does not exist, what others asked and what may not be read any more are not told apart.
    private async Task<(AsyncQuery Query, ObjectInfo First)> ReadableAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var guid) || await store.FindAsync(guid, cancellationToken) is not { } query || query.UserId != caller.UserId)
        {
            throw NotFound();
        }

        ObjectInfo? first = null;
        foreach (var source in query.Scope.Sources)
        {
            var info = await access.FindAsync(caller, source, Permission.Read, cancellationToken) ?? throw NotFound();
            first ??= info;
        }

        return (query, first!);
    }

    private AsyncQueryView View(AsyncQuery query, ObjectInfo first) => new()
    {
        Id = query.Id,
        ProjectId = first.ProjectId,
        ObjectId = first.Object.Id,
        ObjectType = first.Object.Kind.WireName(),
        Status = query.Status.WireName(),
        Error = query.Error,
        RowCount = query.Result?.Rows,
        ByteCount = query.Result?.Bytes,
        Created = query.Created,
        Started = query.Started,
        Finished = query.Finished,
        Expires = query.Finished + limits.Retention,
    };

    private static ApiException NotFound() => new(404, ErrorCodes.QueryNotFound, "There is no background query of yours with this id whose objects you may read. Finished ones are removed after some days.");

    private static ApiException BadCursor() => ApiException.BadRequest(ErrorCodes.BadRequest, "cursor is not one that this query's result gave.");
}
