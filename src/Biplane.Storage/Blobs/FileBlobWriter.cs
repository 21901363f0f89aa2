using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.Blobs;

/// <summary>Writes one blob file: temporary name first, final name when everything is on disk.</summary>
internal sealed class FileBlobWriter : IBlobWriter
{
    private readonly SafeFileHandle _file;
    private readonly string _temporaryPath;
    private readonly string _path;

    private FileBlobWriter(SafeFileHandle file, string temporaryPath, string path)
    {
        _file = file;
        _temporaryPath = temporaryPath;
        _path = path;
    }

    public long Length { get; private set; }

    public static FileBlobWriter Create(string temporaryPath, string path)
    {
        try
        {
            var file = File.OpenHandle(temporaryPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
            return new FileBlobWriter(file, temporaryPath, path);
        }
        catch (Exception error) when (IsDiskFault(error))
        {
            throw Unavailable(error);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await RandomAccess.WriteAsync(_file, bytes, Length, cancellationToken);
            Length += bytes.Length;
        }
        catch (Exception error) when (IsDiskFault(error))
        {
            throw Unavailable(error);
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            RandomAccess.FlushToDisk(_file);
            var folder = Path.GetDirectoryName(_path)!;
            DurableNames.Create(folder);
            if (!DurableNames.TryAdd(_temporaryPath, _path))
            {
                await RequireSameBytesAsync(cancellationToken);
            }

            DurableNames.Flush(folder);
        }
        catch (Exception error) when (IsDiskFault(error))
        {
            throw Unavailable(error);
        }
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception error) when (IsDiskFault(error))
        {
            // The disk is at fault and the caller already knows; the next start removes the file.
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsDiskFault(Exception error) => error is IOException or UnauthorizedAccessException;

    private static StorageUnavailableException Unavailable(Exception error) => new("The blob store cannot write to its disk now.", error);

    private async ValueTask RequireSameBytesAsync(CancellationToken cancellationToken)
    {
        using var finished = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        if (RandomAccess.GetLength(finished) != Length)
        {
            throw new BlobExistsException();
        }

        var mine = new byte[81920];
        var theirs = new byte[mine.Length];
        for (var offset = 0L; offset < Length;)
        {
            var read = await RandomAccess.ReadAsync(_file, mine, offset, cancellationToken);
            var other = 0;
            while (other < read)
            {
                var count = await RandomAccess.ReadAsync(finished, theirs.AsMemory(other, read - other), offset + other, cancellationToken);
                if (count == 0)
                {
                    throw new BlobExistsException();
                }

                other += count;
            }

            if (read == 0 || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
            {
                throw new BlobExistsException();
            }

            offset += read;
        }
    }
}
