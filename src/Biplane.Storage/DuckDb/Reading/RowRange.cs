namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Positions of rows in a segment, both ends included.</summary>
internal readonly record struct RowRange(long First, long Last);
