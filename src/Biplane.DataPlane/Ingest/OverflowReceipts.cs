using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.Ingest;

/// <summary>
/// The latest outcomes, for clients whose answer got lost: they ask again by the same key, but the uploaded bytes are gone by then, since
/// no second copy of stored rows may stay. Bounded; after a restart such a client is told that the upload was stored already.
/// </summary>
internal sealed class OverflowReceipts
{
    private const int MaxKept = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<BlobId, OverflowReceipt> _receipts = [];
    private readonly Queue<BlobId> _order = [];

    public OverflowReceipt? Find(BlobId upload)
    {
        lock (_lock)
        {
            return _receipts.GetValueOrDefault(upload);
        }
    }

    public void Add(BlobId upload, OverflowReceipt receipt)
    {
        lock (_lock)
        {
            if (!_receipts.TryAdd(upload, receipt))
            {
                return;
            }

            _order.Enqueue(upload);
            if (_order.Count > MaxKept)
            {
                _receipts.Remove(_order.Dequeue());
            }
        }
    }
}
