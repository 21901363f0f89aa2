using System.Text.Json;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.DataPlane.Access;

/// <summary>The last good answers about named things, on disk.</summary>
internal sealed class KnownObjectStore(SqliteDatabase database)
{
    public async Task<(MetadataRecord Record, DateTimeOffset CheckedAt)?> FindAsync(ResourceType type, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT record AS Record, checked_at AS CheckedAt FROM known_objects WHERE type = @Type AND id = @Id",
            new { Type = (int)type, Id = id.ToString("D") });
        return row is null
            ? null
            : (JsonSerializer.Deserialize(row.Record, PlaneJson.Default.MetadataRecord)!, DateTimeOffset.FromUnixTimeMilliseconds(row.CheckedAt));
    }

    public Task PutAsync(MetadataRecord record, DateTimeOffset now, CancellationToken cancellationToken) => database.NoteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO known_objects (type, id, record, checked_at) VALUES (@Type, @Id, @Record, @CheckedAt)
            ON CONFLICT (type, id) DO UPDATE SET record = excluded.record, checked_at = excluded.checked_at
            """,
            new
            {
                Type = (int)record.Type,
                Id = record.Id.ToString("D"),
                Record = JsonSerializer.Serialize(record, PlaneJson.Default.MetadataRecord),
                CheckedAt = now.ToUnixTimeMilliseconds(),
            },
            transaction),
        cancellationToken);

    public Task RemoveAsync(ResourceType type, Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM known_objects WHERE type = @Type AND id = @Id", new { Type = (int)type, Id = id.ToString("D") }, transaction),
        cancellationToken);

    private sealed record Row(string Record, long CheckedAt);
}
