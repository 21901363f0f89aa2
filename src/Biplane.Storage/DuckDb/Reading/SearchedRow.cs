namespace Biplane.Storage.DuckDb.Reading;

/// <summary>A row of a sealed file that a search has found.</summary>
/// <param name="Place">Its place in the order of scans.</param>
/// <param name="RowId">Where it lies.</param>
/// <param name="RootKey">The key of its trace.</param>
internal readonly record struct SearchedRow(ulong Place, long RowId, ulong RootKey);
