namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// A bounded number of places. Who waits for one is let in by turns: first those whose share has the fewest places now, among them in the order
/// in which they came. So a share that asks for everything at once holds up others for one query, not for all of its own.
/// </summary>
internal sealed class FairGate(int places, int maxWaiting)
{
    private readonly int _places = places;
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = new();
    private readonly Dictionary<Guid, int> _taken = [];
    private int _free = places;
    private int _holds;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _places - _free;
            }
        }
    }

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Takes a place, for <see cref="Leave"/> to give back.</summary>
    /// <exception cref="StoreBusyException">The line is too long.</exception>
    public async ValueTask EnterAsync(Guid share, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_free > 0 && _holds == 0)
            {
                _free--;
                Take(share);
                return;
            }

            if (_line.Count >= maxWaiting)
            {
                throw new StoreBusyException("Too many queries are waiting.");
            }

            node = _line.AddLast(new Waiter(share));
        }

        // A token that is cancelled when the place has just been given changes nothing: the query sees it at its next step and leaves.
        await using var registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                if (TryLeaveLine(node))
                {
                    node.Value.Admitted.TrySetCanceled(token);
                }
            },
            null);
        await node.Value.Admitted.Task;
    }

    public void Leave(Guid share)
    {
        lock (_lock)
        {
            if (--_taken[share] == 0)
            {
                _taken.Remove(share);
            }

            _free++;
            Admit();
        }
    }

    /// <summary>Lets nobody in until as many calls of <see cref="Open"/>; who is in stays in.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _holds++;
        }
    }

    /// <summary>Ends <see cref="Hold"/>.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _holds--;
            Admit();
        }
    }

    private void Admit()
    {
        while (_free > 0 && _holds == 0 && Next() is { } next)
        {
            _free--;
            _line.Remove(next);
            Take(next.Value.Share);
            next.Value.Admitted.SetResult();
        }
    }

    private void Take(Guid share) => _taken[share] = _taken.GetValueOrDefault(share) + 1;

    private LinkedListNode<Waiter>? Next()
    {
        var best = _line.First;
        for (var node = best?.Next; node is not null; node = node.Next)
        {
            if (_taken.GetValueOrDefault(node.Value.Share) < _taken.GetValueOrDefault(best!.Value.Share))
            {
                best = node;
            }
        }

        return best;
    }

    private bool TryLeaveLine(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                return false;
            }

            _line.Remove(node);
            return true;
        }
    }

    private sealed record Waiter(Guid Share)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
