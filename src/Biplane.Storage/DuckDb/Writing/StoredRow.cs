using Biplane.Model.Rows;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>A row as it lies in a file: its state, its key, and which of its values are in the blob store instead of in the state.</summary>
internal sealed class StoredRow(RowState state, ulong key)
{
    public RowState State { get; } = state;

    public ulong Key { get; } = key;

    /// <summary>Large values by part; the state's slice of such a part is empty. Null when there is none.</summary>
    public Dictionary<RowPart, LargeValue>? Blobs { get; set; }

    /// <summary>The typed values of a row that is being written; null where the state has all that they are read out of.</summary>
    public DerivedColumns? Derived { get; set; }
}
