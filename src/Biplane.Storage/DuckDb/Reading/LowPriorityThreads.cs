using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Threads of low priority for work that stands back for all others. They are kept: the engine's memory for a new thread takes milliseconds to set up, as long as many a
/// query. There are as many as there has been work at once, which its callers bound.
/// </summary>
/// <remarks>They sleep while there is nothing to do. The framework's blocking collections look for work for a while before that, in the time of those that have some.</remarks>
internal sealed class LowPriorityThreads : IDisposable
{
    // Also the lock of what follows. A lock of the newer kind cannot be waited for.
    private readonly Queue<Action> _work = [];
    private int _free;
    private bool _isComplete;

    /// <summary>Does work on such a thread.</summary>
    /// <exception cref="ObjectDisposedException">The threads have been let go.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(() =>
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

    private void Add(Action work)
    {
        lock (_work)
        {
            ObjectDisposedException.ThrowIf(_isComplete, this);
            _work.Enqueue(work);
            if (_free >= _work.Count)
            {
                Monitor.Pulse(_work);
                return;
            }
        }

        new Thread(Work) { IsBackground = true, Name = "Biplane scan" }.Start();
    }

    private void Work()
    {
        LowPriority.OfThis();
        while (Next() is { } work)
        {
            work();
        }
    }

    // Null once there will be none.
    private Action? Next()
    {
        lock (_work)
        {
            _free++;
            while (_work.Count == 0 && !_isComplete)
            {
                Monitor.Wait(_work);
            }

            _free--;
            return _work.TryDequeue(out var work) ? work : null;
        }
    }

    /// <summary>Lets the threads end once all work is done.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _isComplete = true;
            Monitor.PulseAll(_work);
        }
    }
}
