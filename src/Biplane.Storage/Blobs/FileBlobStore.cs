using System.Globalization;
using System.Runtime.CompilerServices;

namespace Biplane.Storage.Blobs;

/// <summary>
/// Blobs as files: <c>root/&lt;organization&gt;/&lt;area&gt;/&lt;time bucket&gt;/&lt;id&gt;</c>. Bytes go to a file under <c>root/tmp</c>, are flushed, and
/// only then get their name by a link that fails if the name is taken. Invariant: a name outside <c>tmp</c> is a whole blob.
/// What a killed process left under <c>tmp</c> is removed at the next start.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private const string TemporaryFolder = "tmp";

    private readonly string _root;
    private readonly string _temporary;
    private readonly TimeProvider _time;

    public FileBlobStore(string root, TimeProvider time)
    {
        _root = Path.GetFullPath(root);
        _temporary = Path.Combine(_root, TemporaryFolder);
        _time = time;
        DurableNames.Create(_temporary);
        foreach (var left in Directory.EnumerateFiles(_temporary))
        {
            File.Delete(left);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<BlobId> PutAsync(BlobScope scope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var id = BlobId.New(_time);
        await using var writer = await CreateAsync(scope, id, cancellationToken);
        await writer.WriteAsync(content, cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        return id;
    }

    /// <inheritdoc/>
    public ValueTask<IBlobWriter> CreateAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IBlobWriter>(FileBlobWriter.Create(Path.Combine(_temporary, Guid.NewGuid().ToString("N")), PathOf(scope, id)));
    }

    /// <inheritdoc/>
    public byte[]? Get(BlobScope scope, BlobId id)
    {
        try
        {
            return File.ReadAllBytes(PathOf(scope, id));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> GetAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(scope, id), cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Stream? OpenRead(BlobScope scope, BlobId id)
    {
        try
        {
            return new FileStream(PathOf(scope, id), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenReadAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenRead(scope, id));
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(BlobScope scope, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(scope, id);
        if (!File.Exists(path))
        {
            return ValueTask.FromResult(false);
        }

        try
        {
            File.Delete(path);
            DurableNames.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The blob store cannot write to its disk now.", error);
        }

        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync(BlobArea area, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var organization in Directory.EnumerateDirectories(_root))
        {
            var folder = Path.Combine(organization, FolderOf(area));
            if (!Guid.TryParseExact(Path.GetFileName(organization), "N", out var organizationId) || !Directory.Exists(folder))
            {
                continue;
            }

            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (BlobId.TryParse(file.Name, out var id))
                {
                    yield return new BlobEntry(new BlobScope(organizationId, area), id, file.Length);
                }
            }
        }
    }

    private static string FolderOf(BlobArea area) => area switch
    {
        BlobArea.Rows => "rows",
        BlobArea.Attachments => "attachments",
        BlobArea.Overflow => "overflow",
        BlobArea.Results => "results",
        _ => throw new ArgumentOutOfRangeException(nameof(area), area, "Unknown blob area."),
    };

    // One folder for each 2^24 ms (4.7 hours) of ids: neighbours in time share a directory, so that its flush is shared too,
    // and no directory grows without end.
    private string PathOf(BlobScope scope, BlobId id)
    {
        var bucket = (id.Created.ToUnixTimeMilliseconds() >> 24).ToString("x6", CultureInfo.InvariantCulture);
        return Path.Combine(_root, scope.OrganizationId.ToString("N"), FolderOf(scope.Area), bucket, id.ToString());
    }
}
