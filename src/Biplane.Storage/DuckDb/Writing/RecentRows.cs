namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Rows that will probably be merged into soon (spans that started and did not end), so that the merge finds them without asking the engine.
/// Bounded by bytes, first in first out. Only the writer uses it, and only for rows whose version it has checked.
/// </summary>
internal sealed class RecentRows(long maxBytes)
{
    private readonly Dictionary<ulong, StoredRow> _rows = [];
    private readonly Queue<StoredRow> _order = new();
    private long _bytes;

    public StoredRow? Find(ulong key) => _rows.GetValueOrDefault(key);

    /// <summary>Keeps a row that shares no memory with a request.</summary>
    public void Add(StoredRow row)
    {
        Remove(row.Key);
        _rows[row.Key] = row;
        _order.Enqueue(row);
        _bytes += Cost(row);
        while (_bytes > maxBytes && _order.TryDequeue(out var oldest))
        {
            _bytes -= Cost(oldest);
            if (_rows.TryGetValue(oldest.Key, out var current) && ReferenceEquals(current, oldest))
            {
                _rows.Remove(oldest.Key);
            }
        }
    }

    // The queue keeps the row until its turn comes; its bytes stay counted, so the bound holds for what is really in memory.
    public void Remove(ulong key) => _rows.Remove(key);

    public void Clear()
    {
        _rows.Clear();
        _order.Clear();
        _bytes = 0;
    }

    private static long Cost(StoredRow row) => row.State.ByteSize + 600;
}
