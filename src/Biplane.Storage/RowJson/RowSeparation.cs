namespace Biplane.Storage.RowJson;

/// <summary>What stands between rows.</summary>
public enum RowSeparation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A comma before each row but the first: they are the elements of an array.</summary>
    Commas,

    /// <summary>A line break behind each row, and none within one: JSON lines.</summary>
    Lines,
}
