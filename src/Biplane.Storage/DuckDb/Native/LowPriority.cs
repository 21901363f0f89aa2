using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>
/// Lets threads that work through whole files stand back for those that answer writes and open traces. Linux has a priority for each thread, and the
/// runtime's own setting does nothing there; elsewhere nothing happens. A thread that was lowered stays so: raising it again takes privileges.
/// </summary>
internal static partial class LowPriority
{
    /// <summary>A tenth of the share of a normal thread, when both want to run.</summary>
    private const int Low = 10;

    private const int OfProcess = 0;

    /// <summary>Lowers the calling thread, which must be one that ends with its work.</summary>
    public static void OfThis()
    {
        if (OperatingSystem.IsLinux())
        {
            // Zero is the caller itself.
            _ = SetPriority(OfProcess, 0, Low);
        }
    }

    /// <summary>Does work on a lowered thread of its own and waits for it. A new thread costs the engine some milliseconds: not for short work.</summary>
    public static void Run(Action work)
    {
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            OfThis();
            try
            {
                work();
            }
            catch (Exception error)
            {
                // It is the caller's, who waits for it.
                fault = ExceptionDispatchInfo.Capture(error);
            }
        }) { IsBackground = true, Name = "Biplane aside" };
        thread.Start();
        thread.Join();
        fault?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int thread, int priority);
}
