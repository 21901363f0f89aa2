using System.Numerics;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>A set of 64-bit hashes that is filled and emptied over and over.</summary>
internal sealed class DistinctHashes
{
    private ulong[] _slots = new ulong[1 << 16];

    public int Count { get; private set; }

    /// <summary>Adds a hash; false when it was there.</summary>
    public bool Add(ulong hash)
    {
        // Zero marks a free slot.
        hash |= hash == 0 ? 1UL : 0;
        var mask = (ulong)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            ref var found = ref _slots[slot];
            if (found == hash)
            {
                return false;
            }

            if (found == 0)
            {
                found = hash;
                if (++Count > _slots.Length / 2)
                {
                    Grow();
                }

                return true;
            }
        }
    }

    public void CopyTo(List<ulong> hashes)
    {
        foreach (var hash in _slots)
        {
            if (hash != 0)
            {
                hashes.Add(hash);
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)old.Length * 2)];
        Count = 0;
        foreach (var hash in old)
        {
            if (hash != 0)
            {
                Add(hash);
            }
        }
    }
}
