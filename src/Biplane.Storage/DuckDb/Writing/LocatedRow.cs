using Biplane.Storage.DuckDb.Files;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>The current version of a row and where it lies.</summary>
/// <param name="Row">The row.</param>
/// <param name="File">Its file.</param>
/// <param name="Position">Its row id in the file's table; only meaningful in hot generations.</param>
internal sealed record LocatedRow(StoredRow Row, RowFile File, long Position);
