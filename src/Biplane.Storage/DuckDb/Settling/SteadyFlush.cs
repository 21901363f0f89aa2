using Biplane.Storage.DuckDb.Files;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Sends what the engine has written to a file on to the disk, a little at a time. A step of settling writes some 40 MB before it commits, a merge some hundred;
/// what the system still holds back of them by then goes to the disk at once, and the writer's commits wait behind it.
/// </summary>
internal sealed class SteadyFlush : IDisposable
{
    /// <summary>The engine writes 1 to 2 MB meanwhile.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

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
        // What is wrong with the disk the engine's own flush tells.
        while (!_ended.Wait(Interval) && Writeback.TryBegin(_file))
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
}
