using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// Says for each block of a segment's rows whether it may have given words. A Bloom filter for each block; all bits of one hash are in one
/// line of 64 bytes, so that a question costs one small read. Lies in a file beside the segment: a header (magic, block rows, blocks, checksum of
/// the directory), the directory (lines of each block), the lines.
/// </summary>
internal sealed class WordFilter : IDisposable
{
    /// <summary>Rows of a block: as many as the engine unpacks together.</summary>
    public const int BlockRows = 2_048;

    /// <summary>The format's name and version.</summary>
    public const ulong Magic = 0x3130_5344_524F_5742; // "BWORDS01"

    public const int LineBytes = 64;
    public const int HeaderBytes = 24;

    private const int BitsPerHash = 6;

    private readonly SafeFileHandle _file;
    private readonly int[] _lines;
    private readonly long[] _offsets;

    private WordFilter(SafeFileHandle file, int[] lines)
    {
        _file = file;
        _lines = lines;
        _offsets = new long[lines.Length];
        var offset = HeaderBytes + (sizeof(int) * (long)lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            _offsets[i] = offset;
            offset += (long)lines[i] * LineBytes;
        }
    }

    public int Blocks => _lines.Length;

    /// <summary>Blocks of a segment.</summary>
    public static int BlocksOf(long rows) => (int)((rows + BlockRows - 1) / BlockRows);

    /// <summary>Opens a filter; null when it is missing, damaged, of another format or of another number of rows: the segment is scanned then.</summary>
    public static WordFilter? Open(string path, long rows)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            if (ReadDirectory(file, BlocksOf(rows)) is { } lines
                && RandomAccess.GetLength(file) == HeaderBytes + (sizeof(int) * (long)lines.Length) + (lines.Sum(count => (long)count) * LineBytes))
            {
                return new WordFilter(file, lines);
            }
        }
        catch (IOException)
        {
            // As good as missing.
        }

        file.Dispose();
        return null;
    }

    /// <summary>Whether a block may have all of the words.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool MayContain(int block, IReadOnlyList<ulong> hashes)
    {
        Span<byte> line = stackalloc byte[LineBytes];
        foreach (var hash in hashes)
        {
            if (_lines[block] == 0)
            {
                return false;
            }

            var offset = _offsets[block] + ((long)LineOf(hash, _lines[block]) * LineBytes);
            if (RandomAccess.Read(_file, line, offset) != LineBytes || !Has(line, hash))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets the bits of a hash.</summary>
    public static void Set(Span<byte> lines, int count, ulong hash)
    {
        var line = lines.Slice(LineOf(hash, count) * LineBytes, LineBytes);
        var bits = BitsOf(hash);
        for (var i = 0; i < BitsPerHash; i++, bits >>= 9)
        {
            line[(int)(bits & 511) >> 3] |= (byte)(1 << (int)(bits & 7));
        }
    }

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> directory)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], BlockRows);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], directory.Length / sizeof(int));
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], XxHash3.HashToUInt64(directory));
    }

    private static int[]? ReadDirectory(SafeFileHandle file, int blocks)
    {
        var bytes = new byte[HeaderBytes + (sizeof(int) * blocks)];
        if (RandomAccess.Read(file, bytes, 0) != bytes.Length)
        {
            return null;
        }

        var expected = new byte[HeaderBytes];
        WriteHeader(expected, bytes.AsSpan(HeaderBytes));
        return !bytes.AsSpan(0, HeaderBytes).SequenceEqual(expected)
            ? null
            : [.. Enumerable.Range(0, blocks).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(HeaderBytes + (sizeof(int) * i))))];
    }

    private static bool Has(ReadOnlySpan<byte> line, ulong hash)
    {
        var bits = BitsOf(hash);
        for (var i = 0; i < BitsPerHash; i++, bits >>= 9)
        {
            if ((line[(int)(bits & 511) >> 3] & (1 << (int)(bits & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int LineOf(ulong hash, int lines) => (int)(((hash >> 32) * (ulong)lines) >> 32);

    // Other bits than those that chose the line.
    private static ulong BitsOf(ulong hash)
    {
        hash *= 0xFF51_AFD7_ED55_8CCD;
        return hash ^ (hash >> 33);
    }

    public void Dispose() => _file.Dispose();
}
