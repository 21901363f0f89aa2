using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Everything that one commit writes.</summary>
internal sealed class CommitPlan
{
    /// <summary>New versions, one per key.</summary>
    public List<StoredRow> Rows { get; } = [];

    /// <summary>Which of the new versions replace one in the active generation, and at which row id that is.</summary>
    public List<(int Row, long Position)> Replacing { get; } = [];

    /// <summary>Row ids of versions in the active generation that are deleted.</summary>
    public List<long> Removed { get; } = [];

    public List<HistoryRow> History { get; } = [];

    public List<SupersededMark> Marks { get; } = [];

    /// <summary>Where the replaced and deleted versions were, so that the memory about them can be corrected after the commit.</summary>
    public List<LocatedRow> Replaced { get; } = [];

    public bool IsEmpty => Rows.Count == 0 && !IsMore;

    /// <summary>Whether it is new versions only, and no more than the engine takes at once: all of them or none.</summary>
    public bool IsOneChunk => Rows.Count is > 0 and <= TableAppender.ChunkRows && !IsMore;

    private bool IsMore => Removed.Count > 0 || History.Count > 0 || Marks.Count > 0;
}
