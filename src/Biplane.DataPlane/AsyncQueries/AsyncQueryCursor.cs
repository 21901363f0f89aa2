using System.Buffers.Binary;
using System.Buffers.Text;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>A place in a result: how many bytes of rows come before it. It names its query, so that it is of no use in another's result.</summary>
internal static class AsyncQueryCursor
{
    private const int IdBytes = 16;
    private const int Length = IdBytes + sizeof(long);

    public static string Write(Guid id, long offset)
    {
        Span<byte> bytes = stackalloc byte[Length];
        id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[IdBytes..], offset);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place; null when the text is no cursor of this query.</summary>
    public static long? Read(Guid id, string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var isWhole = text.Length == Base64Url.GetEncodedLength(Length) && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Length;
        return isWhole && new Guid(bytes[..IdBytes]) == id && BinaryPrimitives.ReadInt64BigEndian(bytes[IdBytes..]) is >= 0 and var offset ? offset : null;
    }
}
