namespace Biplane.Storage.DuckDb.Native;

/// <summary>A column of the chunk that is read, in the engine's memory.</summary>
internal struct ResultColumnData
{
    /// <summary>The values.</summary>
    public nint Data;

    /// <summary>A bit for each row that has one; zero when all have.</summary>
    public nint Validity;

    /// <summary>Of a column of numbers: the text that was asked for last.</summary>
    public byte[]? Number;
}
