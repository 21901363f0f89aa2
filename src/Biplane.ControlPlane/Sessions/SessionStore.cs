using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.Sessions;

/// <summary>Browser sessions and the one-time tokens that begin them. Only hashes of both are stored.</summary>
internal sealed class SessionStore(SqliteDatabase database, TimeProvider time)
{
    /// <summary>A session ends when it was not used for so long.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromHours(8);

    /// <summary>A session ends after so long in any case.</summary>
    public static readonly TimeSpan AbsoluteTimeout = TimeSpan.FromHours(24);

    /// <summary>A log-in link is good for so long.</summary>
    public static readonly TimeSpan LoginTokenLifetime = TimeSpan.FromMinutes(10);

    // Using a session writes to the database at most this often.
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    private const string IsAlive = "ended_at IS NULL AND created > @OldestCreated AND last_used > @OldestUse";

    /// <summary>A token for a log-in link.</summary>
    public Task<string> CreateLoginTokenAsync(Guid userId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var now = time.GetUtcNow();
            var secret = SecretHash.NewSecret();
            await connection.ExecuteAsync(
                "DELETE FROM login_tokens WHERE expires_at <= @Now", new { Now = now.ToUnixTimeMilliseconds() }, transaction);
            await connection.ExecuteAsync(
                "INSERT INTO login_tokens (secret_hash, user_id, expires_at) VALUES (@Hash, @UserId, @ExpiresAt)",
                new { Hash = SecretHash.Of(secret), UserId = userId.Text(), ExpiresAt = (now + LoginTokenLifetime).ToUnixTimeMilliseconds() },
                transaction);
            return secret;
        },
        cancellationToken);

    /// <summary>Exchanges a log-in token for a session's secret, once; null if the token is not good.</summary>
    public Task<string?> BeginAsync(string loginToken, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var now = time.GetUtcNow();
            var userId = await connection.QuerySingleOrDefaultAsync<string>(
                """
                UPDATE login_tokens SET used_at = @Now WHERE secret_hash = @Hash AND used_at IS NULL AND expires_at > @Now RETURNING user_id
                """,
                new { Hash = SecretHash.Of(loginToken), Now = now.ToUnixTimeMilliseconds() },
                transaction);
            if (userId is null)
            {
                return null;
            }

            var secret = SecretHash.NewSecret();
            await connection.ExecuteAsync("DELETE FROM sessions WHERE NOT (" + IsAlive + ")", Limits(now), transaction);
            await connection.ExecuteAsync(
                "INSERT INTO sessions (id, user_id, secret_hash, created, last_used) VALUES (@Id, @UserId, @Hash, @Now, @Now)",
                new { Id = Guid.CreateVersion7(now).Text(), UserId = userId, Hash = SecretHash.Of(secret), Now = now.ToUnixTimeMilliseconds() },
                transaction);
            return (string?)secret;
        },
        cancellationToken);

    /// <summary>The session of a cookie, or null; notes that it was used.</summary>
    public async Task<SessionRecord?> UseAsync(string secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        SessionRow? row;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            row = await connection.QuerySingleOrDefaultAsync<SessionRow>(
                $"SELECT id AS Id, user_id AS UserId, last_used AS LastUsed FROM sessions WHERE secret_hash = @Hash AND {IsAlive}",
                Limits(now, hash: SecretHash.Of(secret)));
        }

        if (row is not null && now - Ids.Time(row.LastUsed) > UseResolution)
        {
            await database.NoteAsync(
                (connection, transaction) => connection.ExecuteAsync(
                    "UPDATE sessions SET last_used = @Now WHERE id = @Id", new { row.Id, Now = now.ToUnixTimeMilliseconds() }, transaction),
                cancellationToken);
        }

        return row is null ? null : new SessionRecord(Guid.ParseExact(row.Id, "D"), Guid.ParseExact(row.UserId, "D"));
    }

    /// <summary>Whether a session that a token names still stands.</summary>
    public async Task<bool> IsAliveAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<long>(
            $"SELECT count(*) FROM sessions WHERE id = @Id AND user_id = @UserId AND {IsAlive}",
            Limits(time.GetUtcNow(), id: sessionId.Text(), userId: userId.Text())) == 1;
    }

    public Task EndAsync(Guid sessionId, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE sessions SET ended_at = @Now WHERE id = @Id AND ended_at IS NULL",
            new { Id = sessionId.Text(), Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction),
        cancellationToken);

    private static object Limits(DateTimeOffset now, string? hash = null, string? id = null, string? userId = null) => new
    {
        Hash = hash,
        Id = id,
        UserId = userId,
        OldestCreated = (now - AbsoluteTimeout).ToUnixTimeMilliseconds(),
        OldestUse = (now - IdleTimeout).ToUnixTimeMilliseconds(),
    };

    private sealed record SessionRow(string Id, string UserId, long LastUsed);
}
