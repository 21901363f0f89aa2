namespace Biplane.Storage.DuckDb.Reading;

/// <summary>A row that a scan found: its place in the order and where it lies.</summary>
internal readonly record struct RowHit(ulong Place, int FileIndex, long RowId);
