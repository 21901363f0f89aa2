using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>
/// Says for each block of a segment's rows whether it may have given words, and in which of its parts. A Bloom filter for each block; all bits of one hash, those of the parts
/// too, are in one line of 64 bytes, so that a question costs one small read. Lies in a file beside the segment: a header (magic, block rows, blocks, bytes of the word list or
/// -1 without one, checksum of the directory), the directory (lines of each block, negative when the block has words too long for the list), the
/// lines, the word list (see <see cref="WordList"/>).
/// </summary>
internal sealed class WordFilter : IDisposable
{
    /// <summary>Rows of a block: as many as the engine unpacks together.</summary>
    public const int BlockRows = 2_048;

    /// <summary>Rows of a block's part: few enough to be looked at one by one.</summary>
    public const int PartRows = 128;

    /// <summary>All parts of a block, a bit for each.</summary>
    public const uint AllParts = (1U << (BlockRows / PartRows)) - 1;

    /// <summary>The format's name and version.</summary>
    public const ulong Magic = 0x3230_5344_524F_5742; // "BWORDS02"

    public const int LineBytes = 64;
    public const int HeaderBytes = 32;

    private const int BitsPerHash = 6;
    private const int BitsPerPart = 3;
    private const int ListChunk = 1 << 20;

    /// <summary>Questions whose answers are kept, of each kind: a number for each block, or some words.</summary>
    private const int MaxKnown = 256;

    /// <summary>Characters of a fragment whose words are kept.</summary>
    private const int MaxKnownFragment = 256;

    /// <summary>More words with one fragment are not worth looking up each.</summary>
    private const int MaxWords = 24;

    private const uint IsKnown = 1U << 31;

    private readonly SafeFileHandle _file;

    // What was asked before is asked again: by each page of a list, by each look of a live one. Zero where a block was not asked about.
    private readonly ConcurrentDictionary<ulong, uint[]> _known = new();
    private readonly ConcurrentDictionary<string, List<string>?> _knownFragments = new(StringComparer.Ordinal);
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

    /// <summary>The parts of a block that may have all of the words, a bit for each.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public uint Parts(int block, IReadOnlyList<ulong> hashes)
    {
        var parts = AllParts;
        for (var i = 0; parts != 0 && i < hashes.Count; i++)
        {
            var known = Known(hashes[i]);
            if (known[block] == 0)
            {
                known[block] = IsKnown | Looked(block, hashes[i]);
            }

            parts &= known[block];
        }

        return parts;
    }

    private uint[] Known(ulong hash)
    {
        if (_known.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(hash, static (_, blocks) => new uint[blocks], Blocks);
    }

    private uint Looked(int block, ulong hash)
    {
        if (_lines[block] == 0)
        {
            return 0;
        }

        Span<byte> line = stackalloc byte[LineBytes];
        var offset = _offsets[block] + ((long)LineOf(hash, _lines[block]) * LineBytes);
        if (RandomAccess.Read(_file, line, offset) != LineBytes || !Has(line, BitsOf(hash), BitsPerHash))
        {
            return 0;
        }

        var parts = 0U;
        for (var part = 0; part < BlockRows / PartRows; part++)
        {
            parts |= Has(line, BitsOf(hash, part), BitsPerPart) ? 1U << part : 0;
        }

        return parts;
    }

    /// <summary>Whether a block has words that are not in the word list.</summary>
    public bool HasLongWords(int block) => _hasLongWords[block];

    /// <summary>The words with a fragment.</summary>
    /// <param name="fragment">Letters, digits and underscores in lower case; a line end before or behind them stands for the word's start or end.</param>
    /// <returns>Null when there are too many, or no list.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<string>? WordsWith(string fragment)
    {
        if (_listBytes < 0)
        {
            return null;
        }

        if (_knownFragments.TryGetValue(fragment, out var known))
        {
            return known;
        }

        var words = Listed(Encoding.UTF8.GetBytes(fragment));
        if (fragment.Length <= MaxKnownFragment)
        {
            if (_knownFragments.Count >= MaxKnown)
            {
                _knownFragments.Clear();
            }

            _knownFragments[fragment] = words;
        }

        return words;
    }

    private List<string>? Listed(ReadOnlySpan<byte> fragment)
    {
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
                if (!Find(chunk[..(end + 1)], fragment, words))
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

    private static bool Find(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> fragment, List<string> words)
    {
        for (var at = 0; lines[at..].IndexOf(fragment) is >= 0 and var next;)
        {
            at += next;
            var inside = at + (fragment[0] == (byte)'\n' ? 1 : 0);
            var start = lines[..inside].LastIndexOf((byte)'\n') + 1;
            var length = lines[inside..].IndexOf((byte)'\n') + inside - start;
            if (words.Count == MaxWords)
            {
                return false;
            }

            words.Add(Encoding.UTF8.GetString(lines.Slice(start, length)));
            at = start + length;
        }

        return true;
    }

    /// <summary>Sets the bits of a hash.</summary>
    public static void Set(Span<byte> lines, int count, ulong hash) => Set(lines.Slice(LineOf(hash, count) * LineBytes, LineBytes), BitsOf(hash), BitsPerHash);

    /// <summary>Sets the bits that say in which part of the block a hash is.</summary>
    public static void SetPart(Span<byte> lines, int count, ulong hash, int part) =>
        Set(lines.Slice(LineOf(hash, count) * LineBytes, LineBytes), BitsOf(hash, part), BitsPerPart);

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

    private static void Set(Span<byte> line, ulong bits, int count)
    {
        for (var i = 0; i < count; i++, bits >>= 9)
        {
            line[(int)(bits & 511) >> 3] |= (byte)(1 << (int)(bits & 7));
        }
    }

    private static bool Has(ReadOnlySpan<byte> line, ulong bits, int count)
    {
        for (var i = 0; i < count; i++, bits >>= 9)
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

    private static ulong BitsOf(ulong hash, int part) => BitsOf(hash + ((ulong)(part + 1) * 0x9E37_79B9_7F4A_7C15));

    public void Dispose() => _file.Dispose();
}
