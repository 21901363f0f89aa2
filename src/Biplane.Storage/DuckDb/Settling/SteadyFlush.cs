using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Sends what the engine has written to a file on to the disk, a little at a time. A step of settling writes some 40 MB before it commits, a merge some hundred;
/// what the system still holds back of them by then goes to the disk at once, and the writer's commits wait behind it.
/// </summary>
/// <remarks>
/// It asks for the writing to begin and waits for nothing: a flush would be an entry in the file system's journal each time, for which the writer's commits
/// wait as well. Nothing is durable by it; the engine's own flush at the end does that, and finds little left.
/// </remarks>
internal sealed partial class SteadyFlush : IDisposable
{
    /// <summary>The engine writes 1 to 2 MB meanwhile.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private const uint BeginWriting = 2;

    private readonly SafeFileHandle _file;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ended = new();

    private SteadyFlush(SafeFileHandle file)
    {
        _file = file;
        _thread = new Thread(Run) { IsBackground = true, Name = "Biplane steady flush" };
        _thread.Start();
    }

    /// <summary>Begins. Null where systems have no such call; there the file is flushed at the end only.</summary>
    /// <param name="path">A file that exists.</param>
    public static SteadyFlush? Start(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // To close any handle of a file gives up the engine's lock on it, which keeps other processes away. The folder has a lock of its own for that.
        return new SteadyFlush(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    private void Run()
    {
        // A length of zero is all of the file. Where the file system knows no such call, or the disk is at fault, the engine's own flush tells.
        while (!_ended.Wait(Interval) && SyncFileRange(_file, 0, 0, BeginWriting) == 0)
        {
        }
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
        _file.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint how);
}
