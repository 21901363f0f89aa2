using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Biplane.Hosting.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Biplane.DataPlane.Uplink;

/// <summary>Small facts that must survive a restart without a control plane.</summary>
internal sealed class PlaneStateStore(SqliteDatabase database)
{
    public async Task<T?> ReadAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var text = await connection.QuerySingleOrDefaultAsync<string>("SELECT value FROM plane_state WHERE name = @Name", new { Name = name });
        return text is null ? null : JsonSerializer.Deserialize(text, type);
    }

    public Task WriteAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        database.WriteAsync((connection, transaction) => PutAsync(connection, transaction, name, JsonSerializer.Serialize(value, type)), cancellationToken);

    /// <summary>Writes what can be asked for again, if the disk takes it.</summary>
    public Task NoteAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        database.NoteAsync((connection, transaction) => PutAsync(connection, transaction, name, JsonSerializer.Serialize(value, type)), cancellationToken);

    private static Task<int> PutAsync(SqliteConnection connection, SqliteTransaction transaction, string name, string value) => connection.ExecuteAsync(
        "INSERT INTO plane_state (name, value) VALUES (@Name, @Value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        new { Name = name, Value = value },
        transaction);
}
