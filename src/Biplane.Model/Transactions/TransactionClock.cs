namespace Biplane.Model.Transactions;

/// <summary>
/// Hands out transaction ids. Invariant: every id is larger than all before it, also when the wall clock steps back
/// (it then goes on counting in the last second it saw) and when a second has more than 65,536 transactions (it borrows the next second).
/// Not safe for concurrent use: it belongs to the one writer.
/// </summary>
public sealed class TransactionClock(TimeProvider time)
{
    private ulong _last;

    /// <summary>The largest id known.</summary>
    public TransactionId Last => TransactionId.FromPayload(_last);

    /// <summary>Makes sure that later ids are larger than one found in the store at start.</summary>
    public void Observe(TransactionId id) => _last = Math.Max(_last, id.Payload);

    /// <summary>The next id.</summary>
    public TransactionId Next()
    {
        var startOfSecond = (ulong)time.GetUtcNow().ToUnixTimeSeconds() << 16;
        _last = Math.Max(_last + 1, startOfSecond);
        return TransactionId.FromPayload(_last);
    }
}
