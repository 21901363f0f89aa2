using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Where the rows of a key lie in a segment: sorted keys in blocks, of which the first keys are kept in memory.</summary>
internal sealed class KeyPositions
{
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
        var block = Array.BinarySearch(_firstKeys, key);
        if (block < 0)
        {
            return 0L;
        }

        var (first, last) = (block, block);
        while (first > 0 && _firstKeys[first - 1] == key)
        {
            first--;
        }

        while (last + 1 < _firstKeys.Length && _firstKeys[last + 1] == key)
        {
            last++;
        }

        // The last one may have one of them only.
        return (long)(last - first) * CopyFormat.BlockKeys;
    });

    private bool Find(ulong key, List<long> found, int most)
    {
        // A key may start in the block before the first one that begins with it.
        var block = Array.BinarySearch(_firstKeys, key);
        block = block < 0 ? ~block : block;
        while (block > 0 && _firstKeys[block - 1] == key)
        {
            block--;
        }

        Span<byte> bytes = stackalloc byte[CopyFormat.BlockKeys * (CopyFormat.KeyBytes + CopyFormat.PositionBytes)];
        for (var at = Math.Max(0, block - 1); at < _firstKeys.Length && _firstKeys[at] <= key; at++)
        {
            var count = (int)Math.Min(CopyFormat.BlockKeys, _rows - ((long)at * CopyFormat.BlockKeys));
            var read = bytes[..(count * (CopyFormat.KeyBytes + CopyFormat.PositionBytes))];
            if (RandomAccess.Read(_file, read, _offset + ((long)at * bytes.Length)) != read.Length || XxHash3.HashToUInt64(read) != _checksums[at])
            {
                throw new InvalidDataException("An index of row copies is damaged.");
            }

            for (var i = 0; i < count; i++)
            {
                if (BinaryPrimitives.ReadUInt64LittleEndian(read[(i * CopyFormat.KeyBytes)..]) == key)
                {
                    found.Add(BinaryPrimitives.ReadUInt32LittleEndian(read[((count * CopyFormat.KeyBytes) + (i * CopyFormat.PositionBytes))..]));
                }
            }

            if (found.Count > most)
            {
                return false;
            }
        }

        return true;
    }
}
