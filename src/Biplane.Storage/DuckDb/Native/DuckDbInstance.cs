using System.Globalization;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>One engine in memory to which the files of the store are attached, so that they share one buffer pool.</summary>
internal sealed class DuckDbInstance : IDisposable
{
    private readonly DuckDBDatabase _database;
    private readonly EngineThreads _threads;

    public DuckDbInstance()
        : this(Environment.ProcessorCount)
    {
    }

    /// <param name="threads">On how many threads a statement may run, the one that calls for it among them.</param>
    public DuckDbInstance(int threads)
    {
        if (NativeMethods.Startup.DuckDBOpen(":memory:", out _database) != DuckDBState.Success)
        {
            throw new DuckDbException("The engine did not start.");
        }

        // All of them from outside: the engine's own end here.
        using (var connection = new DuckDbConnection(Open(), threads: null))
        {
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads={threads}; SET external_threads={threads}"));
        }

        _threads = new EngineThreads(_database, threads - 1);
    }

    public DuckDbConnection Connect() => new(Open(), _threads);

    public void Dispose()
    {
        _threads.Dispose();
        _database.Dispose();
    }

    private DuckDBNativeConnection Open() => NativeMethods.Startup.DuckDBConnect(_database, out var connection) == DuckDBState.Success
        ? connection
        : throw new DuckDbException("The engine gave no connection.");
}
