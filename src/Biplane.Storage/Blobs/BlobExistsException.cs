namespace Biplane.Storage.Blobs;

/// <summary>A finished blob of this id holds other bytes: it is never overwritten.</summary>
public sealed class BlobExistsException : Exception
{
    public BlobExistsException()
        : this("A finished blob is never overwritten.")
    {
    }

    public BlobExistsException(string message)
        : base(message)
    {
    }

    public BlobExistsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
