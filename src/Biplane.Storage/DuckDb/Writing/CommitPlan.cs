using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Everything that one commit writes.</summary>
internal sealed class CommitPlan
{
    /// <summary>New versions, one per key.</summary>
    public List<StoredRow> Rows { get; } = [];

    /// <summary>Row ids of versions in the active generation that are replaced or deleted.</summary>
    public List<long> Removed { get; } = [];

    public List<HistoryRow> History { get; } = [];

    public List<SupersededMark> Marks { get; } = [];

    /// <summary>Where the replaced versions were, so that the memory about them can be corrected after the commit.</summary>
    public List<LocatedRow> Replaced { get; } = [];

    public bool IsEmpty => Rows.Count == 0 && !IsMore;

    /// <summary>Whether it is new rows only, and no more than the engine takes at once: all of them or none.</summary>
    public bool IsOneChunk => Rows.Count is > 0 and <= TableAppender.ChunkRows && !IsMore;

    private bool IsMore => Removed.Count > 0 || History.Count > 0 || Marks.Count > 0;
}
