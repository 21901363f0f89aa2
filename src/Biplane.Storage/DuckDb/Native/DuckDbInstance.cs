using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>One engine in memory to which the files of the store are attached, so that they share one buffer pool.</summary>
internal sealed class DuckDbInstance : IDisposable
{
    private readonly DuckDBDatabase _database;

    public DuckDbInstance()
    {
        if (NativeMethods.Startup.DuckDBOpen(":memory:", out _database) != DuckDBState.Success)
        {
            throw new DuckDbException("The engine did not start.");
        }
    }

    public DuckDbConnection Connect()
    {
        if (NativeMethods.Startup.DuckDBConnect(_database, out var connection) != DuckDBState.Success)
        {
            throw new DuckDbException("The engine gave no connection.");
        }

        return new DuckDbConnection(connection);
    }

    public void Dispose() => _database.Dispose();
}
