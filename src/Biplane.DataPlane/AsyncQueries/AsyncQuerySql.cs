namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Statements of <see cref="AsyncQueryStore"/>; the numbers are those of <see cref="AsyncQueryStatus"/>.</summary>
internal static class AsyncQuerySql
{
    public const string Unfinished = "SELECT count(*) AS Total, coalesce(sum(user_id = @UserId), 0) AS Own FROM async_queries WHERE status IN (0, 1)";

    public const string Insert =
        """
        INSERT INTO async_queries (id, org_id, user_id, scope, request, batch_size, status, created_at)
        VALUES (@Id, @OrganizationId, @UserId, @Scope, @Request, @BatchSize, 0, @Created)
        """;

    public const string Find = Select + " WHERE id = @Id";

    // The user whose last turn is longest ago goes first, and of theirs the oldest.
    public const string Next =
        """
        SELECT q.id FROM async_queries q WHERE q.status = 0
        ORDER BY (SELECT max(p.started_at) FROM async_queries p WHERE p.user_id = q.user_id) NULLS FIRST, q.created_at, q.id LIMIT 1
        """;

    public const string Begin = "UPDATE async_queries SET status = 1, attempts = attempts + 1, started_at = @Now WHERE id = @Id";

    // What was asked is customer data that nothing needs any more.
    public const string Finish =
        """
        UPDATE async_queries
        SET status = @Status, error = @Error, request = x'', blob_id = @Blob, row_count = @Rows, byte_count = @Bytes, finished_at = @Now
        WHERE id = @Id AND status = 1
        """;

    public const string PutBack = "UPDATE async_queries SET status = 0, attempts = attempts - 1 WHERE id = @Id AND status = 1";

    public const string Cancel = "UPDATE async_queries SET status = 4, request = x'', finished_at = @Now WHERE id = @Id AND status IN (0, 1)";

    public const string Delete = "DELETE FROM async_queries WHERE id = @Id";

    public const string FailExhausted =
        "UPDATE async_queries SET status = 3, error = @Error, request = x'', finished_at = @Now WHERE status = 1 AND attempts >= @MaxAttempts";

    public const string Requeue = "UPDATE async_queries SET status = 0 WHERE status = 1";

    public const string Expired = Select +
        """
         WHERE id IN (
            SELECT id FROM (
                SELECT id, finished_at, row_number() OVER (PARTITION BY user_id ORDER BY finished_at DESC, id DESC) AS place
                FROM async_queries WHERE status IN (2, 3, 4))
            WHERE finished_at < @Before OR place > @MaxFinishedOfUser)
        """;

    public const string Blobs = "SELECT blob_id FROM async_queries WHERE blob_id IS NOT NULL";

    public const string Bytes =
        "SELECT coalesce(sum(byte_count), 0) AS Total, coalesce(sum(byte_count) FILTER (WHERE user_id = @UserId), 0) AS Own FROM async_queries";

    private const string Select =
        """
        SELECT id AS Id, org_id AS OrganizationId, user_id AS UserId, scope AS Scope, request AS Request, batch_size AS BatchSize, status AS Status,
               error AS Error, attempts AS Attempts, blob_id AS Blob, row_count AS Rows, byte_count AS Bytes,
               created_at AS Created, started_at AS Started, finished_at AS Finished
        FROM async_queries
        """;
}
