namespace Biplane.Storage.DuckDb.Files;

/// <summary>Where the current version of a row is in a hot generation.</summary>
/// <param name="Position">Its row id in the table: the number of rows appended before it.</param>
/// <param name="Transaction">Its version.</param>
internal readonly record struct HotRow(long Position, ulong Transaction);
