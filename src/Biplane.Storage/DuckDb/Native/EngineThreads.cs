using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>
/// The threads on which the engine carries out statements beside those that call for them. They stand back (<see cref="LowPriority"/>), and they are ours, not the engine's: it
/// gives pieces of a statement, also of a COMMIT, to whichever thread is free, and a commit of which one of low priority has taken a piece waits for it while both cores are busy.
/// <see cref="Hold"/> keeps them from that. A statement needs none of them to come to its end.
/// </summary>
internal sealed partial class EngineThreads : IDisposable
{
    private const string Library = "duckdb";

    // A monitor: threads wait in it.
    private readonly object _gate = new();
    private readonly DuckDBDatabase _database;
    private readonly Thread[] _threads;

    // For each thread what ends its work; zero while it does none.
    private readonly nint[] _ends;
    private int _holds;
    private bool _isStopping;

    /// <param name="database">The engine, which must have been told to have no such threads of its own.</param>
    /// <param name="count">How many.</param>
    public EngineThreads(DuckDBDatabase database, int count)
    {
        _database = database;
        _ends = new nint[count];
        _threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Work(i)) { IsBackground = true, Name = "Biplane engine" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Until the answer is disposed they begin with nothing. What they are at goes on: the calls do not wait for it.</summary>
    public EngineHold Hold()
    {
        lock (_gate)
        {
            _holds++;
            EndAll();
        }

        return new EngineHold(this);
    }

    internal void Release()
    {
        lock (_gate)
        {
            if (--_holds == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Work(int index)
    {
        LowPriority.OfThis();
        while (TryBegin(index, out var end))
        {
            Execute(end);
            lock (_gate)
            {
                _ends[index] = 0;
            }

            Destroy(end);
        }
    }

    // False when there is nothing more to come.
    private bool TryBegin(int index, out nint end)
    {
        lock (_gate)
        {
            while (_holds > 0 && !_isStopping)
            {
                Monitor.Wait(_gate);
            }

            end = _isStopping ? 0 : Create(_database);
            _ends[index] = end;
            return end != 0;
        }
    }

    // Twice: each call wakes any one thread, also one that has not been told yet, which goes on waiting then. Once all have been told, whoever wakes ends.
    private void EndAll()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var end in _ends.Where(end => end != 0))
            {
                Finish(end);
            }
        }
    }

    /// <summary>Waits until they have ended, with what they were at.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            EndAll();
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    // The bindings have none of these.
    [LibraryImport(Library, EntryPoint = "duckdb_create_task_state")]
    private static partial nint Create(SafeHandle database);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_tasks_state")]
    private static partial void Execute(nint end);

    [LibraryImport(Library, EntryPoint = "duckdb_finish_execution")]
    private static partial void Finish(nint end);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_task_state")]
    private static partial void Destroy(nint end);
}
