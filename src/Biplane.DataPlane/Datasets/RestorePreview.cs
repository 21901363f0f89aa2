namespace Biplane.DataPlane.Datasets;

/// <summary>What a restore would do.</summary>
/// <param name="RowsToRestore">Rows that would get their older state back.</param>
/// <param name="RowsToDelete">Rows that did not exist then.</param>
internal sealed record RestorePreview(int RowsToRestore, int RowsToDelete);
