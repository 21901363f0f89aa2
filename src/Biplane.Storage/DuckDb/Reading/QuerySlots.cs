using System.Collections.Concurrent;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Connections for queries: a bounded number at a time, kept for the next query because opening one costs as much as a small query.</summary>
internal sealed class QuerySlots(DuckDbInstance instance, int count, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly ConcurrentBag<DuckDbConnection> _idle = [];
    private long _lastUse = time.GetTimestamp();

    /// <summary>Time since a query last ran.</summary>
    public TimeSpan Quiet => _free.CurrentCount < count ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _lastUse));

    public async ValueTask<DuckDbConnection> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return _idle.TryTake(out var connection) ? connection : instance.Connect();
    }

    public void Return(DuckDbConnection connection)
    {
        Volatile.Write(ref _lastUse, time.GetTimestamp());
        _idle.Add(connection);
        _free.Release();
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
        {
            connection.Dispose();
        }

        _free.Dispose();
    }
}
