using Biplane.Model.Transactions;

namespace Biplane.Storage;

/// <summary>The outcome of a write.</summary>
/// <param name="Transaction">The transaction that holds the rows; of a request of more than 65,536 rows the last of several consecutive ones.</param>
public readonly record struct WriteReceipt(TransactionId Transaction);
