using Biplane.Model.Transactions;

namespace Biplane.DataPlane.Traces;

/// <summary>
/// What a trace is like at one moment. Two equal marks are one state: transactions only grow, so a span that was added or changed raises the
/// version, and where the version has not risen a span can only have gone.
/// </summary>
/// <param name="Spans">How many spans it has.</param>
/// <param name="Version">The newest transaction among them.</param>
internal readonly record struct TraceMark(long Spans, TransactionId Version);
