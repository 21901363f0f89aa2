namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// Which files make up the store. Invariant: replacing the manifest is the only commit point of settling, merging and compacting; a file
/// that it does not list does not exist, whatever lies in the folder.
/// </summary>
/// <param name="Format">The version of the file format; see <see cref="CurrentFormat"/>.</param>
/// <param name="NextFile">The number of the next file.</param>
/// <param name="Generations">Numbers of hot generations, oldest first; the last one takes the commits.</param>
/// <param name="Segments">The sealed segments, oldest first.</param>
internal sealed record Manifest(int Format, int NextFile, IReadOnlyList<int> Generations, IReadOnlyList<ManifestSegment> Segments)
{
    /// <summary>The format that this code writes. A store of a newer format is refused.</summary>
    public const int CurrentFormat = 3;

    /// <summary>The oldest format that this code reads. No release wrote an older one.</summary>
    public const int OldestFormat = 2;

    public static Manifest Empty { get; } = new(CurrentFormat, 1, [], []);
}
