using System.Buffers.Binary;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>How the engine lays out values in memory.</summary>
internal static class DuckDbTypes
{
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
