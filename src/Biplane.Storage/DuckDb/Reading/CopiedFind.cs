using Biplane.Storage.DuckDb.Copies;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>What a search in row copies has found. Whose rows they are, and whether they are current, is for the caller to see.</summary>
internal sealed class CopiedFind
{
    /// <summary>Rows that have the words, with their positions.</summary>
    public List<(long Position, RowCopy Row)> Rows { get; } = [];

    /// <summary>Positions of rows that may have them in a large value, of which there is no copy.</summary>
    public List<long> Open { get; } = [];
}
