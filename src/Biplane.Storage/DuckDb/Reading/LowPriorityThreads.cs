using System.Collections.Concurrent;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Threads of low priority for work that stands back for all others. They are kept: the engine's memory for a new thread takes milliseconds to set up, as long as many a
/// query. There are as many as there has been work at once, which its callers bound.
/// </summary>
internal sealed class LowPriorityThreads : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private int _free;

    /// <summary>Does work on such a thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Decrement(ref _free) < 0)
        {
            Interlocked.Increment(ref _free);
            new Thread(Work) { IsBackground = true, Name = "Biplane scan" }.Start();
        }

        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception error)
            {
                // It is the caller's, who awaits it.
                done.SetException(error);
            }
        });
        return done.Task;
    }

    private void Work()
    {
        LowPriority.OfThis();
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
            Interlocked.Increment(ref _free);
        }
    }

    /// <summary>Lets the threads end once all work is done.</summary>
    public void Dispose() => _work.CompleteAdding();
}
