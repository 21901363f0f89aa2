namespace Biplane.DataPlane.Access;

/// <summary>Lets all who ask the same question at the same time share one answer.</summary>
internal sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Task<TValue>> _underway = [];

    /// <summary>Asks, or joins who is asking. The token ends this one's wait, not the question: others may be waiting for it.</summary>
    public Task<TValue> AskAsync(TKey key, Func<Task<TValue>> ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_underway.TryGetValue(key, out var flight))
            {
                _underway[key] = flight = RunAsync(key, ask);
            }

            return flight.WaitAsync(cancellationToken);
        }
    }

    private async Task<TValue> RunAsync(TKey key, Func<Task<TValue>> ask)
    {
        // Not under the lock, and not done before it is listed.
        await Task.Yield();
        try
        {
            return await ask();
        }
        finally
        {
            lock (_gate)
            {
                _underway.Remove(key);
            }
        }
    }
}
