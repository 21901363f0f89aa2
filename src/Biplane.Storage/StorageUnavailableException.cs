namespace Biplane.Storage;

/// <summary>The disk refuses writes. The store is read-only and recovers without a restart when the cause goes. Answer 503 with <c>Retry-After</c>.</summary>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
        : this("The store cannot write to its disk now.", null)
    {
    }

    public StorageUnavailableException(string message)
        : this(message, null)
    {
    }

    public StorageUnavailableException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
