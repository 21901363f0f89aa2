using System.IO.Hashing;
using System.Text;

namespace Biplane.DataPlane.Summaries;

/// <summary>Looks strings up by their UTF-8 bytes, so that none has to be made to look for one.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const int MaxOnStack = 512;

    private Utf8Comparer()
    {
    }

    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (alternate.Length < other.Length || alternate.Length > Encoding.UTF8.GetMaxByteCount(other.Length))
        {
            return false;
        }

        Span<byte> utf8 = alternate.Length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[alternate.Length];
        return Encoding.UTF8.TryGetBytes(other, utf8[..alternate.Length], out var written) && utf8[..written].SequenceEqual(alternate);
    }

    public int GetHashCode(string obj)
    {
        var length = Encoding.UTF8.GetByteCount(obj);
        Span<byte> utf8 = length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[length];
        return GetHashCode(utf8[..Encoding.UTF8.GetBytes(obj, utf8)]);
    }

    // Seeded by the process, so that nobody can choose names that collide.
    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate, Seed);

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    private static long Seed { get; } = Random.Shared.NextInt64();
}
