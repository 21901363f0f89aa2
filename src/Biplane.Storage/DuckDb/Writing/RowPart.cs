using Biplane.Model.Rows;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>A part of a row that may be moved to the blob store: one of the JSON fields, or <c>extra</c>.</summary>
/// <param name="Index">The number of the <see cref="EventField"/>; one more than the last for <c>extra</c>.</param>
internal readonly record struct RowPart(int Index)
{
    public static RowPart Extra { get; } = new(EventFields.Count);

    public static IEnumerable<RowPart> All => Enumerable.Range(0, EventFields.Count + 1).Select(i => new RowPart(i));

    /// <summary>The column's name.</summary>
    public string Name => Index == EventFields.Count ? EventColumns.ExtraStorageName : ((EventField)Index).WireName();

    public static RowPart? Parse(string name) =>
        name == EventColumns.ExtraStorageName ? Extra : EventFields.Parse(name) is { } field ? new RowPart((int)field) : null;

    public ReadOnlyMemory<byte> Of(RowState state) => Index == EventFields.Count ? state.Extra : state[(EventField)Index];

    public void Set(RowState state, ReadOnlyMemory<byte> value)
    {
        if (Index == EventFields.Count)
        {
            state.Extra = value;
        }
        else
        {
            state[(EventField)Index] = value;
        }
    }
}
