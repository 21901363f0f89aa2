using Biplane.Model;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// The files that make up the store at one moment, newest first. They stay attached until the snapshot is disposed. Reading hot generations
/// before segments inside one transaction gives one consistent state: a row that moves is marked in the hot generation that it moves to.
/// </summary>
internal sealed class FileSnapshot(IReadOnlyList<RowFile> files, Action<RowFile> release) : IDisposable
{
    private readonly Dictionary<RowFile, long> _seen = [];
    private int _disposed;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RowFile> Files { get; } = files;

    /// <summary>The files that may hold rows of an object.</summary>
    public IEnumerable<RowFile> With(IReadOnlyCollection<ObjectRef> objects) => Files.Where(file => objects.Any(file.Objects.ContainsKey));

    /// <summary>The position behind the last row of a hot generation that a reader's transaction sees; past every row for who reads what no commit changes any more, and for the writer.</summary>
    public long Seen(RowFile file) => _seen.GetValueOrDefault(file, long.MaxValue);

    /// <inheritdoc cref="Seen"/>
    public void See(RowFile file, long rows) => _seen[file] = rows;

    /// <summary>The files that may mark rows of <paramref name="older"/> as superseded.</summary>
    public IEnumerable<RowFile> MarkersAgainst(RowFile older) => Files.Where(file => file.HasMarksAgainst(older));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            foreach (var file in Files)
            {
                release(file);
            }
        }
    }
}
