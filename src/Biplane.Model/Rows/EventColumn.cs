namespace Biplane.Model.Rows;

/// <summary>A column that a query can name.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">What it holds.</param>
/// <param name="StorageName">The column of the storage table, or <c>extra</c> for a member of that JSON object.</param>
/// <param name="Kinds">The kinds of object that have it; it is null elsewhere.</param>
public sealed record EventColumn(string Name, ColumnType Type, string StorageName, ObjectKind[] Kinds)
{
    /// <summary>Whether the column is a member of the row's <c>extra</c> object and not a column of the storage table.</summary>
    public bool IsInExtra => StorageName == EventColumns.ExtraStorageName;

    /// <summary>Whether objects of this kind have the column.</summary>
    public bool IsOf(ObjectKind kind) => Array.IndexOf(Kinds, kind) >= 0;
}
