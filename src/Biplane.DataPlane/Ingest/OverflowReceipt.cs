using Biplane.Model.Transactions;

namespace Biplane.DataPlane.Ingest;

/// <summary>The outcome of storing an uploaded body.</summary>
/// <param name="Ids">The ids of its rows in their order.</param>
/// <param name="Transaction">The transaction that holds them.</param>
internal sealed record OverflowReceipt(IReadOnlyList<string> Ids, TransactionId Transaction);
