using System.Globalization;
using System.Runtime.InteropServices;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>Gives memory back to the machine: the engine keeps buffers up to its limit, the heap keeps what a busy minute needed.</summary>
internal sealed partial class EngineMemory(DuckDbInstance instance, DuckDbStoreOptions options) : IDisposable
{
    private const long IdleBytes = 4L << 20;

    private readonly DuckDbConnection _connection = instance.Connect();

    /// <summary>The engine's buffers. Nobody may have it at anything meanwhile: with so little memory that fails at once.</summary>
    public void DropBuffers()
    {
        // Lowering the limit makes the engine drop clean buffers; below what is pinned it refuses, and then there is nothing to drop.
        try
        {
            SetLimit(IdleBytes);
        }
        catch (DuckDbException)
        {
        }

        SetLimit(options.MaxMemoryBytes);
    }

    /// <summary>What is free, the engine's too.</summary>
    public static void TrimHeaps()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = TrimHeap(0);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library than glibc: its allocator gives memory back by itself.
            }
        }
    }

    private void SetLimit(long bytes) => _connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET memory_limit='{bytes}B'"));

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);

    public void Dispose() => _connection.Dispose();
}
