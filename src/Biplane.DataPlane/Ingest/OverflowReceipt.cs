using Biplane.Model.Rows;
using Biplane.Model.Transactions;

namespace Biplane.DataPlane.Ingest;

/// <summary>The outcome of storing an uploaded body.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Transaction">The transaction that holds them.</param>
internal sealed record OverflowReceipt(IReadOnlyList<EventRow> Rows, TransactionId Transaction);
