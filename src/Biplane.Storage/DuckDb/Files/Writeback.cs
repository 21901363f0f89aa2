using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// Has the system send on to the disk what was written to a file, so that a flush at the end finds little left. A flush each time would be an entry in the file system's journal, and
/// flushes of other files, those of commits too, wait for each other there.
/// </summary>
internal static partial class Writeback
{
    private const uint BeginWriting = 2;

    /// <summary>Begins and waits for nothing; nothing is durable by it. False where the system or the file system has no such call, and where the disk is at fault.</summary>
    public static bool TryBegin(SafeFileHandle file) => OperatingSystem.IsLinux() && SyncFileRange(file, offset: 0, length: 0, BeginWriting) == 0;

    // A length of zero is all of the file.
    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint how);
}
