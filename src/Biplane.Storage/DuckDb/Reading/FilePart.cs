using Biplane.Storage.DuckDb.Files;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>What is read of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Condition">A condition on alias <c>r</c>, starting with <c>AND</c>; empty for none.</param>
/// <param name="Ranges">The positions to read; null for all.</param>
/// <param name="IsFound">The condition names the very rows that pass the terms about words.</param>
internal sealed record FilePart(RowFile File, string Condition, IReadOnlyList<RowRange>? Ranges = null, bool IsFound = false);
