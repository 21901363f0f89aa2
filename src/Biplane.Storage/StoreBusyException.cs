namespace Biplane.Storage;

/// <summary>The write queue stayed full for the whole waiting time. Answer 429 with <c>Retry-After</c>.</summary>
public sealed class StoreBusyException : Exception
{
    public StoreBusyException()
        : this("The write queue is full.")
    {
    }

    public StoreBusyException(string message)
        : base(message)
    {
    }

    public StoreBusyException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
