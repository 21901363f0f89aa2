using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Where the rows of a key lie in a segment: sorted keys in blocks, of which the first keys are kept in memory.</summary>
internal sealed class KeyPositions
{
    private const int EntryBytes = CopyFormat.KeyBytes + CopyFormat.PositionBytes;
    private const int BlockBytes = CopyFormat.BlockKeys * EntryBytes;

    // A key of very many rows fills hundreds of blocks, and each read takes longer than to look at what it read.
    private const int BlocksAtATime = 16;

    private readonly SafeFileHandle _file;
    private readonly long _offset;
    private readonly long _rows;
    private readonly ulong[] _firstKeys;
    private readonly ulong[] _checksums;

    /// <summary>An index in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the blocks start.</param>
    /// <param name="rows">How many keys there are.</param>
    /// <param name="directory">The entries of the blocks.</param>
    public KeyPositions(SafeFileHandle file, long offset, long rows, ReadOnlySpan<byte> directory)
    {
        _file = file;
        _offset = offset;
        _rows = rows;
        _firstKeys = new ulong[CopyFormat.BlocksOf(rows)];
        _checksums = new ulong[_firstKeys.Length];
        for (var i = 0; i < _firstKeys.Length; i++)
        {
            _firstKeys[i] = BinaryPrimitives.ReadUInt64LittleEndian(directory[(i * CopyFormat.EntryBytes)..]);
            _checksums[i] = BinaryPrimitives.ReadUInt64LittleEndian(directory[((i * CopyFormat.EntryBytes) + 8)..]);
        }
    }

    /// <summary>The positions of some keys, in ascending order.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="most">After so many, no further ones are looked for.</param>
    /// <param name="isAll">Whether those are all.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public List<long> Find(IEnumerable<ulong> keys, int most, out bool isAll)
    {
        var found = new List<long>();
        isAll = keys.Distinct().All(key => Find(key, found, most));
        found.Sort();
        return found;
    }

    /// <summary>How many positions some keys have at least, by the blocks that are full of them.</summary>
    public long LeastCount(IEnumerable<ulong> keys) => keys.Distinct().Sum(key =>
    {
        var blocks = BlocksOf(key);

        // The last one may have one of them only.
        return Math.Max(0, blocks.End.Value - blocks.Start.Value - 1L) * CopyFormat.BlockKeys;
    });

    /// <summary>Between which positions all rows of some keys lie, and how many they are.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public KeyStretch Stretch(IEnumerable<ulong> keys)
    {
        var (first, last, count) = (long.MaxValue, -1L, 0L);
        var blocks = ArrayPool<byte>.Shared.Rent(BlocksAtATime * BlockBytes);
        try
        {
            foreach (var key in keys.Distinct())
            {
                var behind = BlocksOf(key).End.Value;
                for (var at = FirstBlock(key); at < behind; at += BlocksAtATime)
                {
                    Take(key, at, Math.Min(BlocksAtATime, behind - at));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(blocks);
        }

        return new KeyStretch(first, last, count);

        void Take(ulong key, int at, int blockCount)
        {
            ReadOnlySpan<byte> rest = Read(at, blockCount, blocks);
            for (var end = at + blockCount; at < end; at++)
            {
                var block = Checked(at, rest[..Math.Min(BlockBytes, rest.Length)]);
                rest = rest[block.Length..];
                for (var i = IndexOf(key, block); i < Keys(block) && KeyAt(block, i) == key; i++)
                {
                    var position = PositionAt(block, i);
                    (first, last, count) = (Math.Min(first, position), Math.Max(last, position), count + 1);
                }
            }
        }
    }

    private bool Find(ulong key, List<long> found, int most)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        for (var at = FirstBlock(key); at < _firstKeys.Length && _firstKeys[at] <= key; at++)
        {
            var read = Checked(at, Read(at, count: 1, block));
            for (var i = IndexOf(key, read); i < Keys(read) && KeyAt(read, i) == key; i++)
            {
                found.Add(PositionAt(read, i));
            }

            if (found.Count > most)
            {
                return false;
            }
        }

        return true;
    }

    // A key may start in the block before the first one that begins with it.
    private int FirstBlock(ulong key) => Math.Max(0, BlocksOf(key).Start.Value - 1);

    // Those that begin with a key: none, where it would be, when there are none.
    private Range BlocksOf(ulong key)
    {
        var first = Array.BinarySearch(_firstKeys, key);
        if (first < 0)
        {
            return ~first..~first;
        }

        var behind = first + 1;
        while (first > 0 && _firstKeys[first - 1] == key)
        {
            first--;
        }

        while (behind < _firstKeys.Length && _firstKeys[behind] == key)
        {
            behind++;
        }

        return first..behind;
    }

    // Blocks that follow each other. The last one of the index may be shorter than the others.
    private Span<byte> Read(int at, int count, Span<byte> blocks)
    {
        var keys = Math.Min((long)count * CopyFormat.BlockKeys, _rows - ((long)at * CopyFormat.BlockKeys));
        var read = blocks[..(int)(keys * EntryBytes)];
        return RandomAccess.Read(_file, read, _offset + ((long)at * BlockBytes)) == read.Length ? read : throw Damaged();
    }

    private ReadOnlySpan<byte> Checked(int at, ReadOnlySpan<byte> block) => XxHash3.HashToUInt64(block) == _checksums[at] ? block : throw Damaged();

    private static InvalidDataException Damaged() => new("An index of row copies is damaged.");

    // Keys are sorted; the positions of one are not.
    private static int IndexOf(ulong key, ReadOnlySpan<byte> block)
    {
        var i = 0;
        while (i < Keys(block) && KeyAt(block, i) < key)
        {
            i++;
        }

        return i;
    }

    private static int Keys(ReadOnlySpan<byte> block) => block.Length / EntryBytes;

    private static ulong KeyAt(ReadOnlySpan<byte> block, int index) => BinaryPrimitives.ReadUInt64LittleEndian(block[(index * CopyFormat.KeyBytes)..]);

    private static long PositionAt(ReadOnlySpan<byte> block, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(block[((Keys(block) * CopyFormat.KeyBytes) + (index * CopyFormat.PositionBytes))..]);
}
