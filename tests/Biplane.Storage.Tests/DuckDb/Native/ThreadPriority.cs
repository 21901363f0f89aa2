using System.Globalization;

namespace Biplane.Storage.Tests.DuckDb.Native;

/// <summary>What the system says about threads of this process.</summary>
internal static class ThreadPriority
{
    /// <summary>Where a thread's priority stands in the line that the system has about it, counted behind its name.</summary>
    private const int Nice = 16;

    /// <summary>The higher, the further it stands back.</summary>
    public static int OfThis() => Of("/proc/thread-self") ?? throw new InvalidOperationException("There is always a caller.");

    /// <summary>Null when the thread has ended.</summary>
    /// <param name="thread">Its folder.</param>
    public static int? Of(string thread)
    {
        try
        {
            return int.Parse(File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[Nice], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
