namespace Biplane.Storage.DuckDb.Keys;

/// <summary>
/// Says of a key that a segment certainly lacks it, or probably (1 - 2^-16) has it: a binary fuse filter with 16-bit fingerprints
/// (Graf and Lemire 2022), some 2.3 bytes a key. Nearly every row that arrives is new, and this is what makes that cheap to know:
/// at 1 in 65,536 a whole store of ten segments costs a batch of 500 new rows less than a tenth of one wasted look-up.
/// </summary>
internal sealed class KeyFilter
{
    private const int Arity = 3;
    private const int MaxAttempts = 100;

    private readonly ushort[] _fingerprints;
    private readonly ulong _seed;
    private readonly uint _segmentLength;
    private readonly uint _segmentLengthMask;
    private readonly uint _segmentCountLength;

    private KeyFilter(ushort[] fingerprints, ulong seed, uint segmentLength, uint segmentCountLength)
    {
        _fingerprints = fingerprints;
        _seed = seed;
        _segmentLength = segmentLength;
        _segmentLengthMask = segmentLength - 1;
        _segmentCountLength = segmentCountLength;
    }

    /// <summary>Bytes held.</summary>
    public int ByteSize => _fingerprints.Length * sizeof(ushort);

    public bool MayContain(ulong key)
    {
        if (_fingerprints.Length == 0)
        {
            return false;
        }

        var hash = Mix(key + _seed);
        Span<uint> slots = stackalloc uint[Arity];
        Slots(hash, slots);
        return (ushort)(Fingerprint(hash) ^ _fingerprints[slots[0]] ^ _fingerprints[slots[1]] ^ _fingerprints[slots[2]]) == 0;
    }

    /// <summary>Builds the filter of a set of keys; duplicates are allowed. Deterministic.</summary>
    public static KeyFilter Build(ReadOnlySpan<ulong> keys)
    {
        if (keys.IsEmpty)
        {
            return new KeyFilter([], 0, 1, 1);
        }

        var distinct = keys.ToArray();
        Array.Sort(distinct);
        var count = RemoveDuplicates(distinct);
        var segmentLength = SegmentLength(count);
        var capacity = count <= 1 ? 0 : (long)Math.Round(count * Math.Max(1.125, 0.875 + (0.25 * Math.Log(1_000_000) / Math.Log(count))));
        var segments = (uint)Math.Max(1, ((capacity + segmentLength - 1) / segmentLength) - (Arity - 1));
        var length = (segments + Arity - 1) * segmentLength;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var filter = new KeyFilter(new ushort[length], Mix((ulong)attempt + 0x9E37_79B9_7F4A_7C15), segmentLength, segments * segmentLength);
            if (filter.TryFill(distinct.AsSpan(0, count)))
            {
                return filter;
            }
        }

        // Distinct keys fail a seed with a small probability each; a hundred in a row means broken code, not bad luck.
        throw new InvalidOperationException("No seed fits the keys.");
    }

    // Peels slots that only one key uses, then assigns fingerprints in reverse order so that each key's three slots XOR to its fingerprint.
    private bool TryFill(ReadOnlySpan<ulong> keys)
    {
        var counts = new byte[_fingerprints.Length];
        var hashes = new ulong[_fingerprints.Length];
        Span<uint> slots = stackalloc uint[Arity];
        foreach (var key in keys)
        {
            var hash = Mix(key + _seed);
            Slots(hash, slots);
            foreach (var slot in slots)
            {
                if (++counts[slot] == byte.MaxValue)
                {
                    return false;
                }

                hashes[slot] ^= hash;
            }
        }

        var alone = new Stack<uint>();
        for (var slot = 0u; slot < counts.Length; slot++)
        {
            if (counts[slot] == 1)
            {
                alone.Push(slot);
            }
        }

        var order = new List<(ulong Hash, uint Slot)>(keys.Length);
        while (alone.TryPop(out var slot))
        {
            if (counts[slot] != 1)
            {
                continue;
            }

            var hash = hashes[slot];
            order.Add((hash, slot));
            Slots(hash, slots);
            foreach (var other in slots)
            {
                counts[other]--;
                hashes[other] ^= hash;
                if (counts[other] == 1)
                {
                    alone.Push(other);
                }
            }
        }

        if (order.Count != keys.Length)
        {
            return false;
        }

        for (var i = order.Count - 1; i >= 0; i--)
        {
            var (hash, slot) = order[i];
            Slots(hash, slots);
            var value = Fingerprint(hash);
            foreach (var other in slots)
            {
                value ^= other == slot ? (ushort)0 : _fingerprints[other];
            }

            _fingerprints[slot] = value;
        }

        return true;
    }

    // Three slots in three neighbouring segments: always distinct.
    private void Slots(ulong hash, Span<uint> slots)
    {
        var high = (uint)Math.BigMul(hash, _segmentCountLength, out _);
        slots[0] = high;
        slots[1] = (high + _segmentLength) ^ ((uint)(hash >> 18) & _segmentLengthMask);
        slots[2] = (high + (2 * _segmentLength)) ^ ((uint)hash & _segmentLengthMask);
    }

    private static ushort Fingerprint(ulong hash) => (ushort)(hash ^ (hash >> 32));

    private static uint SegmentLength(int count) =>
        count <= 1 ? 4 : Math.Min(262_144, 1u << (int)Math.Floor((Math.Log(count) / Math.Log(3.33)) + 2.25));

    private static int RemoveDuplicates(ulong[] sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[count - 1])
            {
                sorted[count++] = sorted[i];
            }
        }

        return count;
    }

    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51_AFD7_ED55_8CCD;
        value ^= value >> 33;
        value *= 0xC4CE_B9FE_1A85_EC53;
        return value ^ (value >> 33);
    }
}
