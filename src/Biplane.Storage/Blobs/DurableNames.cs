using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Biplane.Storage.Blobs;

/// <summary>
/// Names that survive a power cut. .NET opens no directories and its move may replace a file, so POSIX calls are made directly;
/// on Windows the file system's journal keeps names and nothing is called.
/// </summary>
internal static partial class DurableNames
{
    private const int ReadOnly = 0;
    private const int AlreadyExists = 17;

    /// <summary>Gives a file a second name, unless that is taken: then false. The first name stays. Not durable before <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static bool TryAdd(string path, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Copy(path, name, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(name))
            {
                return false;
            }
        }

        if (Link(path, name) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == AlreadyExists ? false : throw Failed("link", name);
    }

    /// <summary>Writes a file, or replaces one, so that there is all of it or the old one. It is durable under its name when this returns.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        var temporary = path + ".new";
        try
        {
            using var output = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            write(output);
            output.Flush(flushToDisk: true);
        }
        catch
        {
            // Half a file would take room on a disk that is full.
            File.Delete(temporary);
            throw;
        }

        File.Move(temporary, path, overwrite: true);
        Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Flushes a directory to disk.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            FlushPosix(path);
        }
    }

    /// <summary>Creates a directory and its missing parents, each made durable in the one above.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path);
        if (parent is { Length: > 0 })
        {
            Create(parent);
        }

        Directory.CreateDirectory(path);
        if (parent is { Length: > 0 })
        {
            Flush(parent);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void FlushPosix(string path)
    {
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw Failed("open", path);
        }

        try
        {
            if (Fsync(descriptor) != 0)
            {
                throw Failed("fsync", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string call, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
