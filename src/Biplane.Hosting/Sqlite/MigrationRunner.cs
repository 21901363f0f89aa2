using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Biplane.Hosting.Sqlite;

/// <summary>
/// Brings a schema up to date: embedded files <c>NNNN_name.sql</c>, forward only, all open ones in one transaction under the write lock,
/// so that two processes starting at once apply each step once. A newer schema or a changed step stops the process.
/// </summary>
public sealed class MigrationRunner(SqliteDatabase database, TimeProvider time)
{
    private const string CreateTable =
        """
        CREATE TABLE IF NOT EXISTS migrations (
            version INTEGER NOT NULL PRIMARY KEY,
            checksum TEXT NOT NULL,
            applied_at INTEGER NOT NULL
        )
        """;

    /// <summary>The steps embedded in an assembly below a namespace.</summary>
    public static IReadOnlyList<Migration> Embedded(Assembly assembly, string prefix)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[prefix.Length..].TrimStart('.')))
            .ToList();
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Version != i + 1)
            {
                throw new MigrationException($"Migration {i + 1} is missing.");
            }
        }

        return migrations;
    }

    public Task ApplyAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(CreateTable, transaction: transaction);
                var applied = (await connection.QueryAsync<AppliedMigration>(
                    "SELECT version AS Version, checksum AS Checksum FROM migrations ORDER BY version", transaction: transaction)).AsList();
                Check(applied, migrations);
                foreach (var migration in migrations.Skip(applied.Count))
                {
                    await ApplyAsync(connection, transaction, migration);
                }

                return migrations.Count - applied.Count;
            },
            cancellationToken);

    private async Task ApplyAsync(SqliteConnection connection, SqliteTransaction transaction, Migration migration)
    {
        try
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO migrations (version, checksum, applied_at) VALUES (@Version, @Checksum, @AppliedAt)",
                new { migration.Version, migration.Checksum, AppliedAt = time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction);
        }
        catch (SqliteException error)
        {
            throw new MigrationException($"Migration {migration.Name} failed: {error.Message}", error);
        }
    }

    private static void Check(List<AppliedMigration> applied, IReadOnlyList<Migration> migrations)
    {
        if (applied.Count > migrations.Count)
        {
            throw new MigrationException(
                $"The database has schema version {applied.Count}, this program knows {migrations.Count}: it was written by a newer program.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Version != migrations[i].Version || applied[i].Checksum != migrations[i].Checksum)
            {
                throw new MigrationException($"Migration {migrations[i].Name} was changed after it had been applied.");
            }
        }
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new Migration(
            int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            name,
            sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private sealed record AppliedMigration(long Version, string Checksum);
}
