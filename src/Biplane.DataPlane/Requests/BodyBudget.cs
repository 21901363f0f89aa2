using Biplane.Storage;

namespace Biplane.DataPlane.Requests;

/// <summary>
/// Room in memory for request bodies. Invariant: the bodies of all requests together never hold more than the limit; who comes first is
/// served first, so that a large body is not starved by small ones.
/// A body takes room as its bytes arrive, so it may wait while it holds some. That ends because a part of the room is kept for bodies that
/// have begun, and those go before new ones.
/// </summary>
/// <param name="limit">All the room.</param>
/// <param name="keptForBegun">The part of it that new bodies may not take.</param>
/// <param name="patience">How long a body waits for room.</param>
/// <param name="time">The clock.</param>
internal sealed class BodyBudget(long limit, long keptForBegun, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private long _taken;

    public long Taken => Interlocked.Read(ref _taken);

    /// <exception cref="StoreBusyException">No room within the waiting time.</exception>
    public async ValueTask AcquireAsync(long bytes, bool hasBegun, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            node = Enqueue(new Waiter(bytes, hasBegun));
            Grant();
            if (node.List is null)
            {
                return;
            }
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

    private LinkedListNode<Waiter> Enqueue(Waiter waiter)
    {
        var before = waiter.HasBegun ? _waiting.First : null;
        while (before?.Value.HasBegun == true)
        {
            before = before.Next;
        }

        return before is null ? _waiting.AddLast(waiter) : _waiting.AddBefore(before, waiter);
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
        while (_waiting.First is { } first && _taken + first.Value.Bytes <= limit - (first.Value.HasBegun ? 0 : keptForBegun))
        {
            _taken += first.Value.Bytes;
            _waiting.RemoveFirst();
            first.Value.Granted.TrySetResult();
        }
    }

    private sealed record Waiter(long Bytes, bool HasBegun)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
