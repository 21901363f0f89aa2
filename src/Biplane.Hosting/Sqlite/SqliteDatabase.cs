using Microsoft.Data.Sqlite;

namespace Biplane.Hosting.Sqlite;

/// <summary>
/// One SQLite file in WAL mode. Invariant: a committed write is on disk (synchronous=FULL). Writers take turns in this process, so that
/// none of them meets "database is locked".
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writer = new(1, 1);

    public SqliteDatabase(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = 10,
            Pooling = true,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>A connection for reading.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one write transaction: committed when <paramref name="work"/> returns, rolled back when it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = await work(connection, transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>
    /// Runs a write transaction for what is only remembered (a copy of an answer, a time of use): where the disk refuses it, the request that
    /// brought it goes on.
    /// </summary>
    public async Task NoteAsync(Func<SqliteConnection, SqliteTransaction, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(
                async (connection, transaction) =>
                {
                    await work(connection, transaction);
                    return true;
                },
                cancellationToken);
        }
        catch (SqliteException error) when (DiskErrors.IsDiskFault(error))
        {
            // The next answer is remembered when there is room again.
        }
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }
}
