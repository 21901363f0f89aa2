using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// The attached files and the manifest. Invariant: what <see cref="Acquire"/> returns is exactly what the manifest lists; files that left it
/// are detached and deleted when the last reader is done with them.
/// </summary>
internal sealed class RowFiles : IDisposable
{
    private readonly string _folder;
    private readonly ManifestFile _manifestFile;
    private readonly DuckDbConnection _connection;
    private readonly Lock _lock = new();
    private Manifest _manifest = Manifest.Empty;
    private List<RowFile> _files = [];

    public RowFiles(string folder, DuckDbInstance instance)
    {
        _folder = folder;
        DurableNames.Create(folder);
        _manifestFile = new ManifestFile(folder);
        _connection = instance.Connect();
    }

    /// <summary>Opens what the manifest lists and removes what it does not.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _manifest = _manifestFile.Load();
            RemoveUnlisted();
            foreach (var segment in _manifest.Segments)
            {
                _files.Add(AttachSegment(segment));
            }

            foreach (var generation in _manifest.Generations)
            {
                var file = new RowFile(generation, isHot: true, PathOf(generation, isHot: true));
                Attach(file, readOnly: false);
                RowFileInspection.Inspect(_connection, file);
                _files.Add(file);
            }
        }
    }

    /// <summary>The generation that takes the commits, or null before the first one.</summary>
    public RowFile? Active
    {
        get
        {
            lock (_lock)
            {
                return _manifest.Generations.Count == 0 ? null : _files.Find(file => file.Number == _manifest.Generations[^1]);
            }
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

    /// <summary>All files, newest first, kept attached until the snapshot is disposed.</summary>
    public FileSnapshot Acquire()
    {
        lock (_lock)
        {
            var files = _files.OrderByDescending(file => file.Number).ToList();
            foreach (var file in files)
            {
                file.TryAcquire();
            }

            return new FileSnapshot(files, Release);
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
        lock (_lock)
        {
            // The number is taken even if the file never gets into the manifest, so that no left-over is mistaken for a later file.
            var number = _manifest.NextFile;
            _manifest = _manifest with { NextFile = number + 1 };
            var file = new RowFile(number, isHot, PathOf(number, isHot))
            {
                Lineage = new HashSet<int>(lineage ?? new HashSet<int>()) { number },
                AppliedThrough = appliedThrough,
                IsDense = compression == TextCompression.Dense,
            };
            DeleteFiles(file.Path);
            Attach(file, readOnly: false);
            _connection.Execute(RowSchema.Create(file.Catalog, compression));
            return file;
        }
    }

    /// <summary>Makes a new generation the one that takes the commits.</summary>
    public void Activate(RowFile generation)
    {
        lock (_lock)
        {
            var manifest = _manifest with { Generations = [.. _manifest.Generations, generation.Number] };
            _manifestFile.Replace(manifest);
            _manifest = manifest;
            _files = [.. _files, generation];
        }
    }

    /// <summary>
    /// Replaces files by a sealed segment, or by nothing when all their rows are gone. The segment's file must be complete; it is attached anew, read-only.
    /// </summary>
    public void Swap(IReadOnlyList<RowFile> replaced, RowFile? segment, long rows)
    {
        lock (_lock)
        {
            var gone = replaced.Select(file => file.Number).ToHashSet();
            var segments = _manifest.Segments.Where(s => !gone.Contains(s.File)).ToList();
            RowFile? sealedFile = null;
            if (segment is not null)
            {
                Detach(segment);
                DurableNames.Flush(_folder);
                var entry = new ManifestSegment(segment.Number, [.. segment.Lineage.Order()], segment.AppliedThrough, rows, segment.IsDense);
                sealedFile = AttachSegment(entry);
                segments.Add(entry);
            }

            var manifest = _manifest with { Generations = [.. _manifest.Generations.Where(g => !gone.Contains(g))], Segments = segments };
            try
            {
                _manifestFile.Replace(manifest);
            }
            catch
            {
                if (sealedFile is not null)
                {
                    Detach(sealedFile);
                }

                throw;
            }

            _manifest = manifest;
            _files = [.. _files.Where(file => !gone.Contains(file.Number))];
            if (sealedFile is not null)
            {
                _files.Add(sealedFile);
            }
        }

        foreach (var file in replaced)
        {
            Release(file);
        }
    }

    /// <summary>Drops a file that never got into the manifest.</summary>
    public void Abandon(RowFile file)
    {
        lock (_lock)
        {
            Detach(file);
            DeleteFiles(file.Path);
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
        };
        Attach(file, readOnly: true);
        RowFileInspection.Inspect(_connection, file);
        return file;
    }

    private void Release(RowFile file)
    {
        if (!file.Release())
        {
            return;
        }

        lock (_lock)
        {
            Detach(file);
            DeleteFiles(file.Path);
        }
    }

    private void Attach(RowFile file, bool readOnly)
    {
        var path = file.Path.Replace("'", "''", StringComparison.Ordinal);
        var options = readOnly ? "READ_ONLY" : $"STORAGE_VERSION 'latest', ROW_GROUP_SIZE {RowSchema.RowGroupSize}";
        _connection.Execute($"ATTACH '{path}' AS {file.Catalog} ({options})");
    }

    private void Detach(RowFile file) => _connection.Execute($"DETACH {file.Catalog}");

    private void RemoveUnlisted()
    {
        var listed = _manifest.Segments.Select(s => PathOf(s.File, isHot: false))
            .Concat(_manifest.Generations.Select(g => PathOf(g, isHot: true)))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_folder, "*.duckdb*").Order(StringComparer.Ordinal))
        {
            var isListed = listed.Contains(path) || (path.EndsWith(".wal", StringComparison.Ordinal) && listed.Contains(path[..^".wal".Length]));
            if (!isListed)
            {
                File.Delete(path);
            }
        }
    }

    private string PathOf(int number, bool isHot) => Path.Combine(_folder, $"{(isHot ? "gen" : "seg")}-{number:D8}.duckdb");

    private static void DeleteFiles(string path)
    {
        File.Delete(path);
        File.Delete(path + ".wal");
    }

    public void Dispose() => _connection.Dispose();
}
