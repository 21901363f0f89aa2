namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Says that a version in an older file is no longer current.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Victim">The version.</param>
/// <param name="Target">The number of the file it is in.</param>
/// <param name="MarkedBy">The transaction that replaced or deleted it.</param>
internal readonly record struct SupersededMark(ulong Key, ulong Victim, int Target, ulong MarkedBy);
