using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// Says for each block of a segment's rows whether it may have given words. A Bloom filter for each block; all bits of one hash are in one
/// line of 64 bytes, so that a question costs one small read. Lies in a file beside the segment: a header (magic, block rows, blocks, bytes of the word list or
/// -1 without one, checksum of the directory), the directory (lines of each block, negative when the block has words too long for the list), the
/// lines, the word list (see <see cref="WordList"/>).
/// </summary>
internal sealed class WordFilter : IDisposable
{
    /// <summary>Rows of a block: as many as the engine unpacks together.</summary>
    public const int BlockRows = 2_048;

    /// <summary>The format's name and version.</summary>
    public const ulong Magic = 0x3130_5344_524F_5742; // "BWORDS01"

    public const int LineBytes = 64;
    public const int HeaderBytes = 32;

    private const int BitsPerHash = 6;
    private const int ListChunk = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly bool[] _hasLongWords;
    private readonly int[] _lines;
    private readonly long[] _offsets;
    private readonly long _listOffset;
    private readonly long _listBytes;

    private WordFilter(SafeFileHandle file, int[] directory, long listBytes)
    {
        _file = file;
        _listBytes = listBytes;
        _hasLongWords = Array.ConvertAll(directory, entry => entry < 0);
        var lines = Array.ConvertAll(directory, entry => entry < 0 ? ~entry : entry);
        _lines = lines;
        _offsets = new long[lines.Length];
        var offset = HeaderBytes + (sizeof(int) * (long)lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            _offsets[i] = offset;
            offset += (long)lines[i] * LineBytes;
        }

        _listOffset = offset;
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
            if (ReadDirectory(file, BlocksOf(rows)) is var (directory, listBytes))
            {
                var filter = new WordFilter(file, directory, listBytes);
                if (RandomAccess.GetLength(file) == filter._listOffset + Math.Max(0, listBytes))
                {
                    return filter;
                }
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

    /// <summary>Whether a block has words that are not in the word list.</summary>
    public bool HasLongWords(int block) => _hasLongWords[block];

    /// <summary>The words with a fragment.</summary>
    /// <param name="fragment">Letters, digits and underscores in lower case; a line end before or behind them stands for the word's start or end.</param>
    /// <param name="most">More words than this are too many.</param>
    /// <returns>Null when there are too many, or no list.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public List<string>? WordsWith(ReadOnlySpan<byte> fragment, int most)
    {
        if (_listBytes < 0)
        {
            return null;
        }

        var words = new List<string>();
        var buffer = ArrayPool<byte>.Shared.Rent(ListChunk);
        try
        {
            var kept = 0;
            for (var done = 0L; done < _listBytes;)
            {
                var wanted = (int)Math.Min(buffer.Length - kept, _listBytes - done);
                if (RandomAccess.Read(_file, buffer.AsSpan(kept, wanted), _listOffset + done) != wanted)
                {
                    throw new IOException("The word list is shorter than its header says.");
                }

                done += wanted;
                var chunk = buffer.AsSpan(0, kept + wanted);
                var end = chunk.LastIndexOf((byte)'\n');
                if (!Find(chunk[..(end + 1)], fragment, words, most))
                {
                    return null;
                }

                // The line end is kept too: it is the next word's start.
                kept = chunk.Length - end;
                chunk[end..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return words;
    }

    private static bool Find(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> fragment, List<string> words, int most)
    {
        for (var at = 0; lines[at..].IndexOf(fragment) is >= 0 and var next;)
        {
            at += next;
            var inside = at + (fragment[0] == (byte)'\n' ? 1 : 0);
            var start = lines[..inside].LastIndexOf((byte)'\n') + 1;
            var length = lines[inside..].IndexOf((byte)'\n') + inside - start;
            if (words.Count == most)
            {
                return false;
            }

            words.Add(Encoding.UTF8.GetString(lines.Slice(start, length)));
            at = start + length;
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

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> directory, long listBytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], BlockRows);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], directory.Length / sizeof(int));
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], listBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], XxHash3.HashToUInt64(directory, listBytes));
    }

    private static (int[] Directory, long ListBytes)? ReadDirectory(SafeFileHandle file, int blocks)
    {
        var bytes = new byte[HeaderBytes + (sizeof(int) * blocks)];
        if (RandomAccess.Read(file, bytes, 0) != bytes.Length)
        {
            return null;
        }

        var listBytes = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16));
        var expected = new byte[HeaderBytes];
        WriteHeader(expected, bytes.AsSpan(HeaderBytes), listBytes);
        return !bytes.AsSpan(0, HeaderBytes).SequenceEqual(expected)
            ? null
            : ([.. Enumerable.Range(0, blocks).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(HeaderBytes + (sizeof(int) * i))))], listBytes);
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
