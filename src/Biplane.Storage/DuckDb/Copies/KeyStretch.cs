namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Where the rows of some keys lie in a segment.</summary>
/// <param name="First">The smallest position of a row.</param>
/// <param name="Last">The largest position.</param>
/// <param name="Count">How many rows there are.</param>
internal readonly record struct KeyStretch(long First, long Last, long Count);
