using Biplane.Model.Transactions;

namespace Biplane.DataPlane.Traces;

/// <summary>A field of a row.</summary>
/// <param name="Version">The row's version.</param>
/// <param name="Value">The JSON text, seekable.</param>
internal sealed record SpanField(TransactionId Version, Stream Value);
