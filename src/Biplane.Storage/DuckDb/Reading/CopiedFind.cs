namespace Biplane.Storage.DuckDb.Reading;

/// <summary>What a search in row copies has found. Whether the rows are current is for the caller to see.</summary>
internal sealed class CopiedFind
{
    /// <summary>Rows that have the words.</summary>
    public List<FoundRow> Rows { get; } = [];

    /// <summary>Positions of rows that may have them in a large value, of which there is no copy.</summary>
    public List<long> Open { get; } = [];
}
