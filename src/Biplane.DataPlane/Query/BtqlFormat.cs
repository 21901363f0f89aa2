namespace Biplane.DataPlane.Query;

/// <summary>The form of an answer.</summary>
internal enum BtqlFormat
{
    /// <summary>One object with <c>data</c>, <c>schema</c>, <c>cursor</c> and more.</summary>
    Json,

    /// <summary>One row per line; the cursor is in a header.</summary>
    JsonLines,

    /// <summary>A Parquet file; the cursor is in a header, and in the footer as <c>biplane.cursor</c>.</summary>
    Parquet,
}
