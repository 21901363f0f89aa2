namespace Biplane.Storage.DuckDb.Reading;

/// <summary>A row that was found in its copy, without the copy: that would hold all of its page in memory.</summary>
/// <param name="Position">Its position in the segment.</param>
/// <param name="ObjectId">Whose row it is.</param>
/// <param name="Place">Its pagination key.</param>
/// <param name="RootSpanId">Its trace.</param>
internal readonly record struct FoundRow(long Position, Guid ObjectId, ulong Place, string RootSpanId);
