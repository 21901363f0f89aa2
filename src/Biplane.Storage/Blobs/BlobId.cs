namespace Biplane.Storage.Blobs;

/// <summary>
/// A blob's id: a random UUIDv7. Not the hash of the content, on purpose: equal values of two rows stay two blobs, so that
/// erasing one row never has to ask who else refers to the bytes, and an id tells nothing about them.
/// </summary>
/// <param name="Value">The id.</param>
public readonly record struct BlobId(Guid Value)
{
    /// <summary>A new id.</summary>
    public static BlobId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>Reads the 32 hexadecimal digits of <see cref="ToString"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BlobId id)
    {
        var parsed = Guid.TryParseExact(text, "N", out var value);
        id = new BlobId(value);
        return parsed;
    }

    /// <summary>Reads the UTF-8 form of <see cref="ToString"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out BlobId id)
    {
        Span<char> text = stackalloc char[32];
        id = default;
        return utf8.Length == 32 && System.Text.Ascii.ToUtf16(utf8, text, out _) == System.Buffers.OperationStatus.Done && TryParse(text, out id);
    }

    /// <summary>When the id was made, to the millisecond.</summary>
    public DateTimeOffset Created
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return DateTimeOffset.FromUnixTimeMilliseconds(
                ((long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
