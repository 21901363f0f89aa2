namespace Biplane.Storage.DuckDb.Files;

/// <summary>What a file's <c>superseded</c> table has against one older file.</summary>
/// <param name="Count">Marks.</param>
/// <param name="LastMarkedBy">The newest transaction among them.</param>
internal readonly record struct MarkSummary(long Count, ulong LastMarkedBy)
{
    public MarkSummary With(long count, ulong markedBy) => new(Count + count, Math.Max(LastMarkedBy, markedBy));
}
