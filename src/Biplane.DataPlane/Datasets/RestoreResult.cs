namespace Biplane.DataPlane.Datasets;

/// <summary>What a restore did.</summary>
/// <param name="XactId">The transaction that holds it; null when nothing had to be done.</param>
/// <param name="RowsRestored">Rows that got their older state back.</param>
/// <param name="RowsDeleted">Rows that did not exist then.</param>
internal sealed record RestoreResult(string? XactId, int RowsRestored, int RowsDeleted);
