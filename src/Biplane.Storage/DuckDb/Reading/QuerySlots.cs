using System.Collections.Concurrent;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Connections for queries: a bounded number at a time, kept for the next query because opening one costs as much as a small query.</summary>
internal sealed class QuerySlots(DuckDbInstance instance, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly ConcurrentBag<DuckDbConnection> _idle = [];

    public async ValueTask<DuckDbConnection> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return _idle.TryTake(out var connection) ? connection : instance.Connect();
    }

    public void Return(DuckDbConnection connection)
    {
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
