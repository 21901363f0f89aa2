namespace Biplane.Storage.DuckDb.Writing;

/// <summary>A version for the <c>history</c> table.</summary>
/// <param name="Row">The version.</param>
/// <param name="IsDeleted">A tombstone: from this version on there is no row.</param>
internal sealed record HistoryRow(StoredRow Row, bool IsDeleted);
