using System.Collections.Concurrent;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// The attached files and the manifest. Invariant: what <see cref="Acquire"/> returns is exactly what the manifest lists; files that left it
/// are detached and deleted after the last reader is done with them. The lock is held for the manifest only: attaching and looking through
/// a file takes long, and the writer must not wait for it.
/// </summary>
internal sealed class RowFiles : IAsyncDisposable
{
    private const string WordsExtension = ".words";
    private const string CopiesExtension = ".copies";

    private readonly string _folder;
    private readonly ManifestFile _manifestFile;
    private readonly DuckDbInstance _instance;
    private readonly ConcurrentDictionary<int, RowFile> _generations = new();
    private readonly Lock _lock = new();
    private readonly Lock _removing = new();
    private Task _removed = Task.CompletedTask;
    private volatile bool _hasLeftovers;
    private Manifest _manifest = Manifest.Empty;
    private RowFile[] _files = [];

    public RowFiles(string folder, DuckDbInstance instance)
    {
        _folder = folder;
        DurableNames.Create(folder);
        _manifestFile = new ManifestFile(folder);
        _instance = instance;
        using var connection = instance.Connect();
        CurrentFunction.Register(connection, number => _generations[number]);
    }

    /// <summary>Opens what the manifest lists and removes what it does not.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _manifest = _manifestFile.Load();
            RemoveUnlisted();
            var files = _manifest.Segments.Select(AttachSegment).ToList();

            foreach (var generation in _manifest.Generations)
            {
                var file = new RowFile(generation, isHot: true, PathOf(generation, isHot: true));
                Attach(file, readOnly: false);
                using var connection = _instance.Connect();
                RowFileInspection.Inspect(connection, file);
                files.Add(file);
            }

            Volatile.Write(ref _files, [.. files]);
        }
    }

    public IReadOnlyList<ManifestSegment> Segments
    {
        get
        {
            lock (_lock)
            {
                return _manifest.Segments;
            }
        }
    }

    /// <summary>All files, newest first, kept attached until the snapshot is disposed. Takes no lock: the writer asks before every commit.</summary>
    public FileSnapshot Acquire()
    {
        while (true)
        {
            var files = Volatile.Read(ref _files);
            var acquired = files.Where(file => file.TryAcquire()).OrderByDescending(file => file.Number).ToList();
            if (acquired.Count == files.Length)
            {
                return new FileSnapshot(acquired, Release);
            }

            // A file of the list that was read has just been given up: the next list is there already.
            acquired.ForEach(Release);
        }
    }

    /// <summary>The closed generations, oldest first.</summary>
    public IReadOnlyList<RowFile> ClosedGenerations()
    {
        lock (_lock)
        {
            var closed = _manifest.Generations.Take(Math.Max(0, _manifest.Generations.Count - 1)).ToHashSet();
            return [.. _files.Where(file => closed.Contains(file.Number)).OrderBy(file => file.Number)];
        }
    }

    /// <summary>Creates a file that no reader sees yet.</summary>
    public RowFile Create(bool isHot, TextCompression compression, IReadOnlySet<int>? lineage, ulong appliedThrough)
    {
        int number;
        lock (_lock)
        {
            // The number is taken even if the file never gets into the manifest, so that no left-over is mistaken for a later file.
            number = _manifest.NextFile;
            _manifest = _manifest with { NextFile = number + 1 };
        }

        var file = new RowFile(number, isHot, PathOf(number, isHot))
        {
            Lineage = new HashSet<int>(lineage ?? new HashSet<int>()) { number },
            AppliedThrough = appliedThrough,
            IsDense = compression == TextCompression.Dense,
            Whole = TypedPaths.All,
        };
        DeleteFiles(file.Path);
        Attach(file, readOnly: false);
        Execute(RowSchema.Create(file.Catalog, compression));
        return file;
    }

    /// <summary>Makes a new generation the one that takes the commits.</summary>
    public void Activate(RowFile generation)
    {
        lock (_lock)
        {
            var manifest = _manifest with { Generations = [.. _manifest.Generations, generation.Number] };
            _manifestFile.Replace(manifest);
            _manifest = manifest;
            Volatile.Write(ref _files, [.. _files, generation]);
        }
    }

    /// <summary>
    /// Replaces files by a sealed segment, or by nothing when all their rows are gone. The segment's file must be complete; it is attached anew, read-only.
    /// </summary>
    public void Swap(IReadOnlyList<RowFile> replaced, RowFile? segment, long rows)
    {
        ManifestSegment? entry = null;
        RowFile? sealedFile = null;
        if (segment is not null)
        {
            Detach(segment);
            DurableNames.Flush(_folder);
            entry = new ManifestSegment(segment.Number, [.. segment.Lineage.Order()], segment.AppliedThrough, rows, segment.IsDense) { Whole = segment.Whole };
            sealedFile = AttachSegment(entry);
        }

        try
        {
            Replace(replaced.Select(file => file.Number).ToHashSet(), entry, sealedFile);
        }
        catch
        {
            if (sealedFile is not null)
            {
                Detach(sealedFile);
            }

            throw;
        }

        foreach (var file in replaced)
        {
            Release(file);
        }
    }

    private void Replace(HashSet<int> gone, ManifestSegment? entry, RowFile? sealedFile)
    {
        lock (_lock)
        {
            var segments = _manifest.Segments.Where(s => !gone.Contains(s.File));
            var manifest = _manifest with
            {
                Generations = [.. _manifest.Generations.Where(g => !gone.Contains(g))],
                Segments = entry is null ? [.. segments] : [.. segments, entry],
            };
            _manifestFile.Replace(manifest);
            _manifest = manifest;
            foreach (var file in _files.Where(file => gone.Contains(file.Number)))
            {
                file.ReplacedBy = sealedFile;
            }

            var files = _files.Where(file => !gone.Contains(file.Number));
            Volatile.Write(ref _files, sealedFile is null ? [.. files] : [.. files, sealedFile]);
        }
    }

    /// <summary>Where the word filter of a segment lies.</summary>
    public static string WordsPath(RowFile file) => Path.ChangeExtension(file.Path, WordsExtension);

    /// <summary>Where the row copies of a segment lie.</summary>
    public static string CopiesPath(RowFile file) => Path.ChangeExtension(file.Path, CopiesExtension);

    /// <summary>Takes the word filter of a segment into use; it is on disk. False when the segment has left meanwhile.</summary>
    public bool AddWords(RowFile segment) => Add(segment, static entry => entry with { HasWords = true }, () =>
        segment.Words = WordFilter.Open(WordsPath(segment), segment.Rows) ?? throw new IOException("The word filter that was just written cannot be read back."));

    /// <summary>Takes the row copies of a segment into use; they are on disk. False when the segment has left meanwhile.</summary>
    public bool AddCopies(RowFile segment) => Add(segment, static entry => entry with { HasCopies = true }, () =>
        segment.Copies = RowCopies.Open(CopiesPath(segment), segment.Rows) ?? throw new IOException("The row copies that were just written cannot be read back."));

    private bool Add(RowFile segment, Func<ManifestSegment, ManifestSegment> list, Action open)
    {
        lock (_lock)
        {
            var at = _manifest.Segments.ToList().FindIndex(entry => entry.File == segment.Number);
            if (at < 0)
            {
                return false;
            }

            var segments = _manifest.Segments.ToArray();
            segments[at] = list(segments[at]);
            var manifest = _manifest with { Segments = segments };
            _manifestFile.Replace(manifest);
            _manifest = manifest;
            open();
            return true;
        }
    }

    /// <summary>Drops a file that never got into the manifest.</summary>
    public void Abandon(RowFile file)
    {
        file.Words?.Dispose();
        file.Copies?.Dispose();
        Detach(file);
        foreach (var path in PathsOf(file.Path))
        {
            PiecewiseDelete.Run(path);
        }
    }

    /// <summary>Completes when the files that nobody reads any more by now are gone from the disk.</summary>
    /// <exception cref="StorageUnavailableException">One could not be deleted, now or before; the next start deletes it.</exception>
    public async Task RemovedAsync(CancellationToken cancellationToken)
    {
        await PendingRemovalsAsync().WaitAsync(cancellationToken);
        if (_hasLeftovers)
        {
            throw new StorageUnavailableException("A file that was replaced could not be deleted. The next start of the server deletes it.");
        }
    }

    /// <summary>Closes what lies beside the files; the engine closes the files themselves.</summary>
    public async ValueTask DisposeAsync()
    {
        await PendingRemovalsAsync();
        foreach (var file in Volatile.Read(ref _files))
        {
            file.Words?.Dispose();
            file.Copies?.Dispose();
        }
    }

    private RowFile AttachSegment(ManifestSegment segment)
    {
        var file = new RowFile(segment.File, isHot: false, PathOf(segment.File, isHot: false))
        {
            Lineage = segment.Sources.Append(segment.File).ToHashSet(),
            AppliedThrough = segment.AppliedThrough,
            Rows = segment.Rows,
            IsDense = segment.IsDense,
            Whole = segment.Whole,
        };
        Attach(file, readOnly: true);
        using var connection = _instance.Connect();
        RowFileInspection.Inspect(connection, file);
        file.Words = segment.HasWords ? WordFilter.Open(WordsPath(file), file.Rows) : null;
        file.Copies = segment.HasCopies ? RowCopies.Open(CopiesPath(file), file.Rows) : null;
        return file;
    }

    // The last one is the writer as often as not, and to delete a generation can take a fifth of a second, for which no commit should wait.
    private void Release(RowFile file)
    {
        if (!file.Release())
        {
            return;
        }

        lock (_removing)
        {
            _removed = _removed.ContinueWith(_ => Remove(file), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private Task PendingRemovalsAsync()
    {
        lock (_removing)
        {
            return _removed;
        }
    }

    private void Remove(RowFile file)
    {
        try
        {
            Abandon(file);
        }
        catch (Exception error) when (error is DuckDbException or IOException or UnauthorizedAccessException)
        {
            // It is not in the manifest any more: the next start deletes it.
            _hasLeftovers = true;
        }
    }

    private void Attach(RowFile file, bool readOnly)
    {
        var path = file.Path.Replace("'", "''", StringComparison.Ordinal);
        var options = readOnly ? "READ_ONLY" : $"STORAGE_VERSION 'latest', ROW_GROUP_SIZE {RowSchema.RowGroupSize}";
        Execute($"ATTACH '{path}' AS {file.Catalog} ({options})");
        if (file.IsHot)
        {
            _generations[file.Number] = file;
        }
    }

    private void Detach(RowFile file)
    {
        Execute($"DETACH {file.Catalog}");
        _generations.TryRemove(file.Number, out _);
    }

    private void Execute(string sql)
    {
        using var connection = _instance.Connect();
        connection.Execute(sql);
    }

    private void RemoveUnlisted()
    {
        var listed = _manifest.Segments.Select(s => PathOf(s.File, isHot: false))
            .Concat(_manifest.Segments.Where(s => s.HasWords).Select(s => Path.ChangeExtension(PathOf(s.File, isHot: false), WordsExtension)))
            .Concat(_manifest.Segments.Where(s => s.HasCopies).Select(s => Path.ChangeExtension(PathOf(s.File, isHot: false), CopiesExtension)))
            .Concat(_manifest.Generations.Select(g => PathOf(g, isHot: true)))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_folder).Where(IsRowFile).Order(StringComparer.Ordinal))
        {
            var isListed = listed.Contains(path) || (path.EndsWith(".wal", StringComparison.Ordinal) && listed.Contains(path[..^".wal".Length]));
            if (!isListed)
            {
                File.Delete(path);
            }
        }
    }

    private static bool IsRowFile(string path) => Path.GetFileName(path) is var name
        && (name.StartsWith("seg-", StringComparison.Ordinal) || name.StartsWith("gen-", StringComparison.Ordinal));

    private string PathOf(int number, bool isHot) => Path.Combine(_folder, $"{(isHot ? "gen" : "seg")}-{number:D8}.duckdb");

    private static string[] PathsOf(string path) => [path, path + ".wal", Path.ChangeExtension(path, WordsExtension), Path.ChangeExtension(path, CopiesExtension)];

    private static void DeleteFiles(string path) => Array.ForEach(PathsOf(path), File.Delete);
}
