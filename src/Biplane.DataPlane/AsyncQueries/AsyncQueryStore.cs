using Biplane.Hosting.Sqlite;
using Biplane.Storage.Blobs;
using Dapper;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>The background queries, in the data plane's own database.</summary>
internal sealed class AsyncQueryStore(SqliteDatabase database, AsyncQueryLimits limits, TimeProvider time)
{
    /// <summary>Adds a query to those that wait; false when too many do.</summary>
    public Task<bool> TryAddAsync(AsyncQuery query, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var count = await connection.QuerySingleAsync<Share>(AsyncQuerySql.Unfinished, new { UserId = Text(query.UserId) }, transaction);
            if (count.Total >= limits.MaxUnfinished || count.Own >= limits.MaxUnfinishedOfUser)
            {
                return false;
            }

            await connection.ExecuteAsync(
                AsyncQuerySql.Insert,
                new
                {
                    Id = Text(query.Id),
                    OrganizationId = Text(query.OrganizationId),
                    UserId = Text(query.UserId),
                    Scope = query.Scope.ToJson(),
                    query.Request,
                    query.BatchSize,
                    Created = query.Created.ToUnixTimeMilliseconds(),
                },
                transaction);
            return true;
        },
        cancellationToken);

    public async Task<AsyncQuery?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(AsyncQuerySql.Find, new { Id = Text(id) }, cancellationToken: cancellationToken));
        return row?.ToQuery();
    }

    /// <summary>Takes the query whose turn it is, which runs from now on; null when none waits.</summary>
    public Task<AsyncQuery?> BeginNextAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await connection.QuerySingleOrDefaultAsync<string>(AsyncQuerySql.Next, transaction: transaction) is not { } id)
            {
                return null;
            }

            await connection.ExecuteAsync(AsyncQuerySql.Begin, new { Id = id, Now }, transaction);
            return (await connection.QuerySingleAsync<Row>(AsyncQuerySql.Find, new { Id = id }, transaction)).ToQuery();
        },
        cancellationToken);

    /// <summary>A query that ran has its result; false when it was canceled or deleted meanwhile.</summary>
    public Task<bool> SucceedAsync(Guid id, AsyncQueryResult result, CancellationToken cancellationToken) =>
        FinishAsync(id, AsyncQueryStatus.Succeeded, error: null, result, cancellationToken);

    /// <summary>A query that ran has failed, for a reason that its reader understands.</summary>
    public Task FailAsync(Guid id, string error, CancellationToken cancellationToken) =>
        FinishAsync(id, AsyncQueryStatus.Failed, error, result: null, cancellationToken);

    /// <summary>A query that was begun waits again.</summary>
    public Task PutBackAsync(Guid id, CancellationToken cancellationToken) => WriteAsync(AsyncQuerySql.PutBack, id, cancellationToken);

    /// <summary>Ends a query that waits or runs; one that is finished stays as it is.</summary>
    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => WriteAsync(AsyncQuerySql.Cancel, id, cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => WriteAsync(AsyncQuerySql.Delete, id, cancellationToken);

    /// <summary>After a start: what ran when the process ended waits again, unless that happened too often.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var error = $"The server ended {AsyncQueryLimits.MaxAttempts} times while the query ran.";
            await connection.ExecuteAsync(AsyncQuerySql.FailExhausted, new { Error = error, AsyncQueryLimits.MaxAttempts, Now }, transaction);
            return await connection.ExecuteAsync(AsyncQuerySql.Requeue, transaction: transaction);
        },
        cancellationToken);

    /// <summary>The finished ones that have had their time, or that came before the newest of their user that are kept.</summary>
    public async Task<IReadOnlyList<AsyncQuery>> ExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var before = (time.GetUtcNow() - limits.Retention).ToUnixTimeMilliseconds();
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(AsyncQuerySql.Expired, new { Before = before, AsyncQueryLimits.MaxFinishedOfUser }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToQuery())];
    }

    /// <summary>The blobs of all results.</summary>
    public async Task<IReadOnlySet<BlobId>> BlobsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ids = await connection.QueryAsync<string>(new CommandDefinition(AsyncQuerySql.Blobs, cancellationToken: cancellationToken));
        return ids.Select(Blob).ToHashSet();
    }

    /// <summary>How large all results are, and those of one user.</summary>
    public async Task<(long Total, long Own)> BytesAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var sum = await connection.QuerySingleAsync<Share>(new CommandDefinition(AsyncQuerySql.Bytes, new { UserId = Text(userId) }, cancellationToken: cancellationToken));
        return (sum.Total, sum.Own);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<int> WriteAsync(string sql, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { Id = Text(id), Now }, transaction), cancellationToken);

    private Task<bool> FinishAsync(Guid id, AsyncQueryStatus status, string? error, AsyncQueryResult? result, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) => await connection.ExecuteAsync(
            AsyncQuerySql.Finish,
            new { Id = Text(id), Status = (int)status, Error = error, Blob = result?.Blob.ToString(), result?.Rows, result?.Bytes, Now },
            transaction) > 0,
        cancellationToken);

    private static string Text(Guid id) => id.ToString("D");

    private static BlobId Blob(string text) => BlobId.TryParse(text, out var id) ? id : throw new InvalidDataException("A blob id of a background query is not valid.");

    private sealed record Share(long Total, long Own);

    private sealed record Row(
        string Id,
        string OrganizationId,
        string UserId,
        string Scope,
        byte[] Request,
        long BatchSize,
        long Status,
        string? Error,
        long Attempts,
        string? Blob,
        long? Rows,
        long? Bytes,
        long Created,
        long? Started,
        long? Finished)
    {
        public AsyncQuery ToQuery() => new(
            Guid.ParseExact(Id, "D"),
            Guid.ParseExact(OrganizationId, "D"),
            Guid.ParseExact(UserId, "D"),
            AsyncQueryScope.Parse(Scope),
            Request,
            (int)BatchSize,
            DateTimeOffset.FromUnixTimeMilliseconds(Created))
        {
            Status = (AsyncQueryStatus)Status,
            Error = Error,
            Attempts = (int)Attempts,
            Result = Blob is null ? null : new AsyncQueryResult(AsyncQueryStore.Blob(Blob), Rows ?? 0, Bytes ?? 0),
            Started = Time(Started),
            Finished = Time(Finished),
        };

        private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
