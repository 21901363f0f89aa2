using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using ZstdSharp;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>
/// All rows of a segment once more, a few together, so that a row is read by its position in microseconds: the engine would unpack 2,048 values of each
/// column for it. And where the rows of a key lie. See <see cref="CopyFormat"/>.
/// </summary>
internal sealed class RowCopies : IDisposable
{
    private const int RecentPages = 256;

    /// <summary>Pages are of some KB, unless a row alone is more.</summary>
    private const int MaxRecentBytes = 32 * 1024;

    // Each has read the dictionary, which takes longer than a page.
    private readonly ConcurrentBag<Decompressor> _decompressors = [];
    // The rows of a list lie apart, and it is asked for again every few seconds.
    private readonly RecentPage?[] _recent = new RecentPage?[RecentPages];
    private readonly byte[] _dictionary;
    private readonly SafeFileHandle _file;
    private readonly CopyLayout _layout;
    private readonly long[] _offsets;
    private readonly uint[] _firstRows;

    private RowCopies(SafeFileHandle file, CopyLayout layout, byte[] dictionary, byte[] directory)
    {
        _dictionary = dictionary;
        _file = file;
        _layout = layout;
        var pages = layout.Pages;
        _offsets = new long[pages + 1];
        _firstRows = new uint[pages];
        for (var i = 0; i < pages; i++)
        {
            var entry = directory.AsSpan(i * CopyFormat.EntryBytes);
            _offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(entry);
            _firstRows[i] = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
        }

        _offsets[pages] = layout.IndexOffset;
        var blocks = CopyFormat.BlocksOf(layout.Rows) * CopyFormat.EntryBytes;
        var indexes = directory.AsSpan(pages * CopyFormat.EntryBytes);
        RowKeys = new KeyPositions(file, layout.IndexOffset, layout.Rows, indexes[..blocks]);
        TraceKeys = new KeyPositions(file, layout.TraceIndexOffset, layout.Rows, indexes[blocks..]);
    }

    /// <summary>Where the rows of row keys lie.</summary>
    public KeyPositions RowKeys { get; }

    /// <summary>Where the spans of traces lie.</summary>
    public KeyPositions TraceKeys { get; }

    /// <summary>Opens a file; null when it is missing, damaged, of another format or of another number of rows: the engine reads the rows then.</summary>
    public static RowCopies? Open(string path, long rows)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var header = new byte[CopyFormat.HeaderBytes];
            if (RandomAccess.Read(file, header, 0) == header.Length && CopyFormat.ReadHeader(header) is var layout && layout.Fits(rows, RandomAccess.GetLength(file)))
            {
                var dictionary = new byte[layout.DictionaryBytes];
                var directory = new byte[layout.DirectoryBytes];
                var expected = new byte[CopyFormat.HeaderBytes];
                if (RandomAccess.Read(file, dictionary, header.Length) == dictionary.Length && RandomAccess.Read(file, directory, layout.DirectoryOffset) == directory.Length)
                {
                    CopyFormat.WriteHeader(expected, layout, dictionary, directory);
                    if (expected.AsSpan().SequenceEqual(header))
                    {
                        return new RowCopies(file, layout, dictionary, directory);
                    }
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

    /// <summary>The rows at some positions, in that order. Neighbours are unpacked once.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<RowCopy> Read(IEnumerable<long> positions)
    {
        var (number, page) = (-1, Array.Empty<byte>());
        foreach (var position in positions)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, _layout.Rows, nameof(positions));
            var found = Array.BinarySearch(_firstRows, (uint)position);
            found = found < 0 ? ~found - 1 : found;
            if (found != number)
            {
                (number, page) = (found, Page(found));
            }

            yield return Row(page, (int)(position - _firstRows[number]));
        }
    }

    private static RowCopy Row(byte[] page, int row)
    {
        var rows = page.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32LittleEndian(page);
        if (row >= rows || page.Length < sizeof(int) * (1L + rows))
        {
            throw new InvalidDataException("A page of row copies has fewer rows than the directory says.");
        }

        var start = sizeof(int) * (1 + rows);
        return new RowCopy(page, start + End(row - 1), start + End(row));

        int End(int of) => of < 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(page.AsSpan(sizeof(int) * (1 + of)));
    }

    private byte[] Page(int number)
    {
        ref var slot = ref _recent[number % RecentPages];
        if (Volatile.Read(ref slot) is { } recent && recent.Number == number)
        {
            return recent.Rows;
        }

        var rows = Unpack(number);
        if (rows.Length <= MaxRecentBytes)
        {
            Volatile.Write(ref slot, new RecentPage(number, rows));
        }

        return rows;
    }

    private byte[] Unpack(int page)
    {
        var length = checked((int)(_offsets[page + 1] - _offsets[page]));
        var packed = ArrayPool<byte>.Shared.Rent(length);
        var decompressor = _decompressors.TryTake(out var known) ? known : NewDecompressor();
        try
        {
            var source = packed.AsSpan(0, length);
            if (RandomAccess.Read(_file, source, _offsets[page]) != length)
            {
                throw new InvalidDataException("A file with row copies is shorter than its directory says.");
            }

            var size = Decompressor.GetDecompressedSize(source);
            var rows = new byte[size <= CopyFormat.MaxPageBytes ? size : throw new InvalidDataException("A page of row copies is damaged.")];
            return decompressor.Unwrap(source, rows) == rows.Length ? rows : throw new InvalidDataException("A page of row copies is damaged.");
        }
        catch (ZstdException error)
        {
            throw new InvalidDataException("A page of row copies is damaged.", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
            _decompressors.Add(decompressor);
        }
    }

    private Decompressor NewDecompressor()
    {
        var decompressor = new Decompressor();
        if (_dictionary.Length > 0)
        {
            decompressor.LoadDictionary(_dictionary);
        }

        return decompressor;
    }

    public void Dispose()
    {
        _file.Dispose();
        while (_decompressors.TryTake(out var decompressor))
        {
            decompressor.Dispose();
        }
    }

    private sealed record RecentPage(int Number, byte[] Rows);
}
