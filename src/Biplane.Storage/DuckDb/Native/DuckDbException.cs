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

    /// <summary>The statement was stopped by <see cref="DuckDbConnection.Interrupt"/>.</summary>
    public bool IsInterrupted => Message.Contains("Interrupted", StringComparison.OrdinalIgnoreCase) || Message.StartsWith("INTERRUPT", StringComparison.Ordinal);
}
