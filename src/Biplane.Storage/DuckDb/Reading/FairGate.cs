namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// A bounded number of places. Who waits for one is let in by turns: first those whose share has the fewest places now, among them in the order
/// in which they came. So a share that asks for everything at once holds up others for one query, not for all of its own. Who works in the background
/// goes after all others, and never has the last place.
/// </summary>
internal sealed class FairGate(int places, int maxWaiting)
{
    private readonly int _places = places;
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _line = new();
    private readonly Dictionary<QueryShare, int> _taken = [];
    private int _free = places;
    private int _background;
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
    public async ValueTask EnterAsync(QueryShare share, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (HasRoomFor(share))
            {
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

    public void Leave(QueryShare share)
    {
        lock (_lock)
        {
            if (--_taken[share] == 0)
            {
                _taken.Remove(share);
            }

            _free++;
            _background -= share.IsBackground ? 1 : 0;
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
        while (Next() is { } next)
        {
            _line.Remove(next);
            Take(next.Value.Share);
            next.Value.Admitted.SetResult();
        }
    }

    // With a single place that is everybody's.
    private bool HasRoomFor(QueryShare share) => _free > 0 && _holds == 0 && (!share.IsBackground || _background < Math.Max(1, _places - 1));

    private void Take(QueryShare share)
    {
        _free--;
        _background += share.IsBackground ? 1 : 0;
        _taken[share] = _taken.GetValueOrDefault(share) + 1;
    }

    private LinkedListNode<Waiter>? Next()
    {
        LinkedListNode<Waiter>? best = null;
        for (var node = _line.First; node is not null; node = node.Next)
        {
            if (HasRoomFor(node.Value.Share) && (best is null || Rank(node).CompareTo(Rank(best)) < 0))
            {
                best = node;
            }
        }

        return best;
    }

    private (bool IsBackground, int Taken) Rank(LinkedListNode<Waiter> node) => (node.Value.Share.IsBackground, _taken.GetValueOrDefault(node.Value.Share));

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

    private sealed record Waiter(QueryShare Share)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
