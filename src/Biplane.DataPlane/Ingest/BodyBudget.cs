using Biplane.Storage;

namespace Biplane.DataPlane.Ingest;

/// <summary>
/// Room in memory for request bodies. Invariant: the bodies of all requests together never hold more than the limit; who comes first is
/// served first, so that a large body is not starved by small ones.
/// </summary>
internal sealed class BodyBudget(long limit, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private long _taken;

    public long Taken => Interlocked.Read(ref _taken);

    /// <exception cref="StoreBusyException">No room within the waiting time.</exception>
    public async ValueTask AcquireAsync(long bytes, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _taken + bytes <= limit)
            {
                _taken += bytes;
                return;
            }

            node = _waiting.AddLast(new Waiter(bytes));
        }

        try
        {
            await node.Value.Granted.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            GiveUp(node);
            if (error is TimeoutException)
            {
                throw new StoreBusyException("Too many large requests at one time.", error);
            }

            throw;
        }
    }

    public void Release(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Grant();
        }
    }

    private void GiveUp(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                // Granted in the moment of giving up.
                _taken -= node.Value.Bytes;
            }
            else
            {
                _waiting.Remove(node);
            }

            Grant();
        }
    }

    private void Grant()
    {
        while (_waiting.First is { } first && _taken + first.Value.Bytes <= limit)
        {
            _taken += first.Value.Bytes;
            _waiting.RemoveFirst();
            first.Value.Granted.TrySetResult();
        }
    }

    private sealed record Waiter(long Bytes)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
