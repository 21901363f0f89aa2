using System.Runtime.InteropServices;

namespace Biplane.Server.Running;

/// <summary>How many descriptors this process may have. The runtime raises the soft limit to the hard one before any of our code runs.</summary>
internal static partial class OpenFiles
{
    private const int LinuxNumber = 7;
    private const int MacNumber = 8;

    /// <summary>The limit, or null where there is none to speak of.</summary>
    public static long? Limit()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return GetLimit(OperatingSystem.IsMacOS() ? MacNumber : LinuxNumber, out var limit) == 0 && limit.Soft <= long.MaxValue ? (long)limit.Soft : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
