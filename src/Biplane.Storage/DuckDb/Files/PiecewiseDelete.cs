namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// Deletes a large file from its end, piece by piece. To delete some hundred MB at once holds the journal of the file system for a fifth of a second, and every
/// flush of another file waits for it, a commit's too.
/// </summary>
internal static class PiecewiseDelete
{
    private const long PieceBytes = 8L << 20;

    /// <summary>Blocks until it is gone.</summary>
    /// <param name="path">A file that nobody has open. It may be missing.</param>
    public static void Run(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            for (var length = RandomAccess.GetLength(file) - PieceBytes; length > 0; length -= PieceBytes)
            {
                RandomAccess.SetLength(file, length);
            }
        }

        File.Delete(path);
    }
}
