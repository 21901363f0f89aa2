namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Where the parts of a file with row copies lie.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="DictionaryBytes">Length of the dictionary behind the header; 0 without one.</param>
/// <param name="IndexOffset">Where the pages end and the index of row keys starts; that of trace keys, as long, comes behind it, then the directory.</param>
internal readonly record struct CopyLayout(long Rows, int Pages, int DictionaryBytes, long IndexOffset)
{
    private long IndexBytes => Rows * (CopyFormat.KeyBytes + CopyFormat.PositionBytes);

    public long TraceIndexOffset => IndexOffset + IndexBytes;

    public long DirectoryOffset => TraceIndexOffset + IndexBytes;

    public long DirectoryBytes => CopyFormat.EntryBytes * (Pages + (2L * CopyFormat.BlocksOf(Rows)));

    public long FileBytes => DirectoryOffset + DirectoryBytes;
}
