namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Whose turn it is: queries of one object share theirs.</summary>
/// <param name="Object">The object.</param>
/// <param name="IsBackground">Nobody waits for the answer.</param>
internal readonly record struct QueryShare(Guid Object, bool IsBackground = false);
