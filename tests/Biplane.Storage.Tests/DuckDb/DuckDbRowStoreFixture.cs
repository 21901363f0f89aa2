using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb;
using Biplane.Storage.Tests.Conformance;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>The embedded engine under the conformance suite, with files so small that rows move while a test runs, and with all that lies beside them.</summary>
public sealed class DuckDbRowStoreFixture : IRowStoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("biplane-conformance-").FullName;
    private DuckDbRowStore? _store;
    private int _lives;

    public IRowStore Store => _store!;

    private string Home => Path.Combine(_folder, _lives.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Task OpenAsync()
    {
        Directory.CreateDirectory(Home);
        Open();
        return Task.CompletedTask;
    }

    public async Task ReopenAsync()
    {
        await _store!.DisposeAsync();
        Open();
    }

    /// <summary>
    /// What a power cut leaves are the files as they are; all of a commit is in them before it is answered. So they are copied beneath the
    /// running store. Should it settle meanwhile, the copy may mix two moments: then another one is taken.
    /// </summary>
    public async Task KillAsync()
    {
        var source = Home;
        var dying = _store!;
        _lives++;
        while (!TryCopy(source, Home))
        {
            Directory.Delete(Home, recursive: true);
        }

        await dying.DisposeAsync();
        Directory.Delete(source, recursive: true);
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is { } store)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Open()
    {
        var options = new DuckDbStoreOptions { Folder = Path.Combine(Home, "rows"), Threads = 2, MaxGenerationRows = 20, MaxSegmentRows = 200, MinIndexedRows = 1 };
        _store = DuckDbRowStore.Open(options, new FileBlobStore(Path.Combine(Home, "blobs"), TimeProvider.System), TimeProvider.System);
    }

    private static bool TryCopy(string from, string to)
    {
        var manifest = Path.Combine(from, "rows", "manifest.json");
        try
        {
            var before = File.ReadAllText(manifest);
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            return File.ReadAllText(manifest) == before;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
