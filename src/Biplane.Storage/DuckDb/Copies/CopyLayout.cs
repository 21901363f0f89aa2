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

    /// <summary>Whether a file of that length can look so: what is read by a damaged header must not be more than there is.</summary>
    public bool Fits(long rows, long length) =>
        Rows == rows && Pages >= 0 && Pages <= rows && DictionaryBytes >= 0 && DictionaryBytes <= IndexOffset - CopyFormat.HeaderBytes && DirectoryOffset + DirectoryBytes == length;
}
