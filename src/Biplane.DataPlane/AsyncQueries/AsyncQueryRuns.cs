using System.Collections.Concurrent;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>The background queries that run now, so that one can be stopped, and the bell that says that another waits.</summary>
internal sealed class AsyncQueryRuns : IDisposable
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();
    private readonly SemaphoreSlim _bell = new(0);

    /// <summary>A query waits.</summary>
    public void Ring() => _bell.Release();

    /// <summary>Completes when the bell was rung once more than it was waited for.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _bell.WaitAsync(cancellationToken);

    /// <summary>Does the work with a token that <see cref="Stop"/> cancels.</summary>
    public async Task RunAsync(Guid id, Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        _running[id] = stop;
        try
        {
            await work(stop.Token);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    public void Stop(Guid id)
    {
        if (_running.TryGetValue(id, out var stop))
        {
            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just come to its end.
            }
        }
    }

    public void Dispose() => _bell.Dispose();
}
