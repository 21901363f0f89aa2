using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.DataPlane.Access;

/// <summary>The last good answers about credentials, on disk, by digest: enough to go on after a restart, of no use to a thief.</summary>
internal sealed class KnownCallerStore(SqliteDatabase database)
{
    public async Task<(CallerIdentity Identity, DateTimeOffset CheckedAt)?> FindAsync(CallerKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT identity AS Identity, checked_at AS CheckedAt FROM known_callers WHERE credential = @Text", new { key.Text });
        return row is null
            ? null
            : (JsonSerializer.Deserialize(row.Identity, PlaneJson.Default.CallerIdentity)!, DateTimeOffset.FromUnixTimeMilliseconds(row.CheckedAt));
    }

    public Task PutAsync(CallerKey key, CallerIdentity identity, DateTimeOffset now, CancellationToken cancellationToken) => database.NoteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO known_callers (credential, identity, checked_at) VALUES (@Text, @Identity, @CheckedAt)
            ON CONFLICT (credential) DO UPDATE SET identity = excluded.identity, checked_at = excluded.checked_at
            """,
            new { key.Text, Identity = JsonSerializer.Serialize(identity, PlaneJson.Default.CallerIdentity), CheckedAt = now.ToUnixTimeMilliseconds() },
            transaction),
        cancellationToken);

    public Task RemoveAsync(CallerKey key, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("DELETE FROM known_callers WHERE credential = @Text", new { key.Text }, transaction),
        cancellationToken);

    /// <summary>Drops answers that are too old to be used again.</summary>
    public Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.NoteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM known_callers WHERE checked_at < @Before", new { Before = before.ToUnixTimeMilliseconds() }, transaction),
        cancellationToken);

    private sealed record Row(string Identity, long CheckedAt);
}
