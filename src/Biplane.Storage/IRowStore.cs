using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;

namespace Biplane.Storage;

/// <summary>
/// Stores rows and answers queries over them. Invariants that every engine keeps: a completed write is on disk and visible to every read
/// that starts after it; a write is stored whole or not at all; a row key has exactly one current version.
/// </summary>
public interface IRowStore : IAsyncDisposable
{
    /// <summary>
    /// Merges, versions and stores the rows in their order and completes when they are durable and readable.
    /// The rows' memory must stay valid until then. Once the rows are taken by the writer the token is no longer looked at.
    /// </summary>
    /// <exception cref="StoreBusyException">No room in the queue within the waiting time: try again later.</exception>
    /// <exception cref="StorageUnavailableException">The disk refuses writes: the store is read-only until it recovers by itself.</exception>
    Task<WriteReceipt> WriteAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellationToken);

    /// <summary>Runs a query on one immutable snapshot. The caller disposes the cursor.</summary>
    Task<RowCursor> QueryAsync(QueryPlan plan, CancellationToken cancellationToken);

    /// <summary>The newest durable transaction, or the zero id of an empty store.</summary>
    TransactionId LastTransaction { get; }

    /// <summary>
    /// A number that is another one after each write to the object, from before the write is answered on: where it is the same as before an earlier read began, the rows are those
    /// that were read. It may change without a write, and means nothing after a restart.
    /// </summary>
    ulong ChangeMark(ObjectRef target);

    /// <summary>Rewrites files so that no byte of a deleted or replaced row is left in them (versions that are kept on purpose stay).</summary>
    Task CompactAsync(CancellationToken cancellationToken);

    /// <summary>Figures for health pages and tests.</summary>
    StoreStatus GetStatus();
}
