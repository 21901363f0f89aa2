using System.IO.Hashing;
using System.Text;
using Biplane.Model;

namespace Biplane.Storage.Keys;

/// <summary>
/// 64-bit keys of rows and traces: an index over one such number finds a row in well under a millisecond, one over three columns does not.
/// Written to files: the function must never change. Two rows may share a key (expected once in some 10^9 rows), so whoever looks a key up
/// compares the full identity and, on a mismatch, takes the next attempt's key.
/// </summary>
internal static class RowKeys
{
    private const int HeaderSize = 18;

    /// <summary>The key of a row.</summary>
    public static ulong OfRow(ObjectRef target, string id, int attempt) => Hash(target, id, checked((byte)attempt));

    /// <summary>The key of a trace within its object. Readers compare the trace id too.</summary>
    public static ulong OfTrace(ObjectRef target, string rootSpanId) => Hash(target, rootSpanId, 0xFF);

    private static ulong Hash(ObjectRef target, string text, byte salt)
    {
        var size = HeaderSize + Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = size <= 512 ? stackalloc byte[512] : new byte[size];
        buffer[0] = (byte)target.Kind;
        buffer[1] = salt;
        target.Id.TryWriteBytes(buffer[2..], bigEndian: true, out _);
        var length = HeaderSize + Encoding.UTF8.GetBytes(text, buffer[HeaderSize..]);
        return XxHash3.HashToUInt64(buffer[..length]);
    }
}
