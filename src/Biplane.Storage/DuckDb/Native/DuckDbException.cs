using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>The engine refused a statement. The message may quote values of a row, so it must never reach a log or a client.</summary>
internal sealed class DuckDbException : Exception
{
    public DuckDbException()
        : this("The engine refused a statement.")
    {
    }

    public DuckDbException(string message)
        : base(message)
    {
    }

    public DuckDbException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The engine's name for the kind of fault, such as <c>IO Error</c>; it quotes nothing.</summary>
    public string Kind => Message.IndexOf(':', StringComparison.Ordinal) is > 0 and < 40 and var end ? Message[..end] : "Engine Error";

    /// <summary>The statement was stopped by <see cref="DuckDbConnection.Interrupt"/>.</summary>
    public bool IsInterrupted => Message.Contains("Interrupted", StringComparison.OrdinalIgnoreCase) || Message.StartsWith("INTERRUPT", StringComparison.Ordinal);

    /// <summary>What a statement that failed has left in place of its rows, which is destroyed.</summary>
    internal static DuckDbException Of(ref DuckDBResult result)
    {
        var message = NativeMethods.Query.DuckDBResultError(ref result);
        NativeMethods.Query.DuckDBDestroyResult(ref result);
        return new DuckDbException(message);
    }

    // The appender reports faults without their kind.
    private static readonly string[] MemoryFaults = ["Out of Memory", "failed to offload data block", "could not allocate block", "failed to pin block", "failed to allocate"];

    /// <summary>The engine found no room within its memory limit, and could not move enough to disk.</summary>
    public bool IsOutOfMemory => Array.Exists(MemoryFaults, fault => Message.Contains(fault, StringComparison.OrdinalIgnoreCase));
}
