namespace Biplane.Query;

/// <summary>Makes <see cref="EquatableList{T}"/> of collection expressions.</summary>
public static class EquatableList
{
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
