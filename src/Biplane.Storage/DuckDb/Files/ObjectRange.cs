namespace Biplane.Storage.DuckDb.Files;

/// <summary>The rows of one object in a file, superseded ones included: what reads need to skip the file or to stop early.</summary>
/// <param name="Rows">How many.</param>
/// <param name="FirstKey">The smallest pagination key.</param>
/// <param name="LastKey">The largest pagination key.</param>
internal readonly record struct ObjectRange(long Rows, ulong FirstKey, ulong LastKey)
{
    public ObjectRange With(ulong paginationKey) =>
        new(Rows + 1, Math.Min(FirstKey, paginationKey), Math.Max(LastKey, paginationKey));

    public static ObjectRange Of(ulong paginationKey) => new(1, paginationKey, paginationKey);
}
