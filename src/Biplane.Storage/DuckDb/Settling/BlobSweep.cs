using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>Removes large values that no stored version refers to any more.</summary>
internal sealed class BlobSweep(DuckDbInstance instance, RowFiles files, RowWriter writer, IBlobStore blobs) : IDisposable
{
    private readonly DuckDbConnection _connection = instance.Connect();
    private readonly SemaphoreSlim _exclusive = new(1, 1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _exclusive.WaitAsync(cancellationToken);
        try
        {
            var candidates = new List<BlobEntry>();
            await foreach (var entry in blobs.ListAsync(BlobArea.Rows, cancellationToken))
            {
                candidates.Add(entry);
            }

            // A blob is written before its row commits. Once every commit that was under way has ended, a listed blob is referenced or garbage.
            await writer.PassAsync(cancellationToken);
            var referenced = Referenced();
            foreach (var entry in candidates)
            {
                if (!referenced.Contains(entry.Id))
                {
                    await blobs.DeleteAsync(entry.Scope, entry.Id, cancellationToken);
                }
            }
        }
        finally
        {
            _exclusive.Release();
        }
    }

    private HashSet<BlobId> Referenced()
    {
        var referenced = new HashSet<BlobId>();
        using var snapshot = files.Acquire();
        foreach (var file in snapshot.Files.Where(file => file.HasBlobs))
        {
            foreach (var table in (string[])[RowSchema.Rows, RowSchema.History])
            {
                using var result = _connection.Query($"SELECT blobs FROM {file.Catalog}.{table} WHERE blobs IS NOT NULL");
                while (result.Read())
                {
                    referenced.UnionWith(LargeValues.Parse(result.GetUtf8(0)).Values);
                }
            }
        }

        return referenced;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _exclusive.Dispose();
    }
}
