using System.Numerics;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// Hashes of a block, most of which occur once: they are kept as they come, and how many different ones there are is estimated (by
/// linear counting, to about one in a hundred). A set of them would be far larger than the processor's caches and cost a wait for memory each.
/// </summary>
internal sealed class HashLog
{
    private const int RecentSlots = 1 << 12;
    private const int CounterBits = 1 << 21;

    /// <summary>64 MB of them. Blocks have a tenth of that, unless they have values of many megabytes.</summary>
    private const int MaxHashes = 1 << 23;

    private readonly ulong[] _recent = new ulong[RecentSlots];
    private readonly ulong[] _seen = new ulong[CounterBits / 64];
    private readonly List<int> _starts = [];
    private ulong[] _hashes = new ulong[1 << 16];
    private ulong _salt;
    private int _count;

    /// <summary>All hashes, some of them more than once.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Parts that have begun.</summary>
    public int Parts => _starts.Count;

    /// <summary>There was more than is kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What is added from here on counts as different from what was added before.</summary>
    public void BeginPart()
    {
        Array.Clear(_recent);
        _starts.Add(_count);
        _salt = (ulong)_starts.Count * 0x9E37_79B9_7F4A_7C15;
    }

    /// <summary>The hashes of a part, some of them more than once.</summary>
    public ReadOnlySpan<ulong> Part(int part) => _hashes.AsSpan(_starts[part]..(part + 1 < _starts.Count ? _starts[part + 1] : _count));

    public void Add(ulong hash)
    {
        ref var recent = ref _recent[hash % RecentSlots];
        if (recent == hash)
        {
            return;
        }

        recent = hash;
        if (_count == MaxHashes)
        {
            IsFull = true;
            return;
        }

        var bit = ((hash ^ _salt) >> 20) % CounterBits;
        _seen[bit >> 6] |= 1UL << (int)(bit & 63);
        if (_count == _hashes.Length)
        {
            Array.Resize(ref _hashes, _count * 2);
        }

        _hashes[_count++] = hash;
    }

    /// <summary>About how many different hashes there are; never more than were added.</summary>
    public int EstimateDistinct()
    {
        var free = CounterBits;
        foreach (var bits in _seen)
        {
            free -= BitOperations.PopCount(bits);
        }

        return free == 0 ? _count : Math.Min(_count, (int)Math.Ceiling(-CounterBits * Math.Log((double)free / CounterBits)));
    }

    public void Clear()
    {
        Array.Clear(_recent);
        Array.Clear(_seen);
        _starts.Clear();
        _salt = 0;
        _count = 0;
        IsFull = false;
    }
}
