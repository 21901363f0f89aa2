namespace Biplane.Storage.DuckDb.Writing;

/// <summary>What a commit makes of one key.</summary>
internal sealed class PendingRow
{
    /// <summary>The version in the store before the commit, or null.</summary>
    public LocatedRow? Before { get; init; }

    /// <summary>The version after it, or null when the row is deleted.</summary>
    public StoredRow? After { get; set; }

    /// <summary>Some row of the batch changed the key.</summary>
    public bool IsChanged { get; set; }
}
