using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Flushes a file that the engine is writing, a little at a time. A merge writes some hundred MB before it commits; what the system still holds back of
/// them by then goes to the disk at once, and the writer's commits wait behind it.
/// </summary>
internal sealed class SteadyFlush : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly SafeFileHandle _file;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ended = new();

    private SteadyFlush(SafeFileHandle file)
    {
        _file = file;
        _thread = new Thread(Run) { IsBackground = true, Name = "Flush of a merge" };
        _thread.Start();
    }

    /// <summary>Begins. Null where the engine lets nobody else open its file; then it is flushed at the end only.</summary>
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
        while (!_ended.Wait(Interval))
        {
            try
            {
                RandomAccess.FlushToDisk(_file);
            }
            catch (IOException)
            {
                // The engine flushes the file itself at the end, and then meets the fault as well.
                return;
            }
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
