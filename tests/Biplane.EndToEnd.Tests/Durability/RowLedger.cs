using System.Collections.Concurrent;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>What a row may look like: the last acknowledged step of its life, or the one that was under way when the server died.</summary>
internal sealed class RowLedger
{
    private readonly ConcurrentDictionary<string, RowLife> _rows = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, RowLife> Rows => _rows;

    /// <summary>Says that a request which takes the row to a step is about to be sent.</summary>
    public void Sending(string id, int step, bool isDelete = false) =>
        _rows.AddOrUpdate(id, _ => new RowLife(null, step, false, isDelete), (_, life) => life with { Sent = step, SentDelete = isDelete });

    /// <summary>Says that the request was answered with 200.</summary>
    public void Acknowledged(string id) => _rows.AddOrUpdate(
        id,
        _ => throw new InvalidOperationException("Nothing was sent for this row."),
        (_, life) => life with { Acknowledged = life.Sent, IsDeleted = life.SentDelete });

    /// <summary>After a restart: what was found is what is true.</summary>
    public void Settle(string id, int? found)
    {
        if (found is { } step)
        {
            _rows[id] = new RowLife(step, step, false, false);
        }
        else
        {
            _rows.TryRemove(id, out _);
        }
    }
}
