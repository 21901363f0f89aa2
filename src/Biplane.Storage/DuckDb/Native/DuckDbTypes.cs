using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>How the engine lays out values in memory.</summary>
internal static unsafe class DuckDbTypes
{
    /// <summary>Bytes of a text in a vector: its length, then either the text itself or a prefix of four bytes and a pointer to it.</summary>
    public const int TextSize = 16;

    private const int InlineLength = 12;

    /// <summary>A text of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Text(nint vector, nint row)
    {
        var text = (byte*)vector + (row * TextSize);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= InlineLength ? text + sizeof(int) : *(byte**)(text + 8), length);
    }

    /// <summary>Whether a row has a value.</summary>
    /// <param name="validity">A bit for each row that has one; zero when all have.</param>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(nint validity, nint row) => validity == 0 || (((ulong*)validity)[row >> 6] & (1UL << (int)(row & 63))) != 0;

    /// <summary>A UUID of a vector.</summary>
    public static Guid Uuid(nint vector, nint row)
    {
        var parts = (long*)vector + (row * 2);
        return FromUuidParts((ulong)parts[0], parts[1]);
    }

    /// <summary>
    /// A UUID is a 128-bit number in big-endian byte order whose top bit is flipped, so that numbers sort as the text does.
    /// </summary>
    public static (ulong Lower, long Upper) ToUuidParts(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var upper = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), unchecked(upper ^ long.MinValue));
    }

    public static Guid FromUuidParts(ulong lower, long upper)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, unchecked(upper ^ long.MinValue));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], lower);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public static long ToMicroseconds(DateTime utc) => (utc.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    public static DateTime FromMicroseconds(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
