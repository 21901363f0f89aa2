namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Bounds the bytes of requests that wait for the writer. First come, first served; a request larger than the bound passes when nothing else waits.
/// </summary>
internal sealed class AdmissionGate(long maxBytes, TimeSpan maxWait, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _used;

    /// <summary>Takes room for a request.</summary>
    /// <exception cref="StoreBusyException">No room within the waiting time.</exception>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_waiters.Count == 0 && Fits(bytes))
            {
                _used += bytes;
                return;
            }

            node = _waiters.AddLast(new Waiter(bytes));
        }

        try
        {
            await node.Value.Admitted.Task.WaitAsync(maxWait, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            if (!TryLeaveLine(node))
            {
                // Admitted at the last moment: the room is ours.
                return;
            }

            if (error is TimeoutException)
            {
                throw new StoreBusyException();
            }

            throw;
        }
    }

    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            AdmitNext();
        }
    }

    private bool TryLeaveLine(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.Value.Admitted.Task.IsCompleted)
            {
                return false;
            }

            _waiters.Remove(node);
            AdmitNext();
            return true;
        }
    }

    private void AdmitNext()
    {
        while (_waiters.First is { } first && Fits(first.Value.Bytes))
        {
            _waiters.RemoveFirst();
            _used += first.Value.Bytes;
            first.Value.Admitted.SetResult();
        }
    }

    private bool Fits(long bytes) => _used == 0 || _used + bytes <= maxBytes;

    private sealed record Waiter(long Bytes)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
