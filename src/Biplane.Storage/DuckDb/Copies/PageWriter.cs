using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Biplane.Storage.DuckDb.Native;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Gathers rows until they are a page, and packs the page.</summary>
internal sealed class PageWriter : IDisposable
{
    /// <summary>Small pages are unpacked sooner, large ones are packed tighter.</summary>
    private const int TargetBytes = 8 * 1024;

    private const int Level = 3;

    private readonly Compressor _compressor = new(Level);
    private readonly ArrayBufferWriter<byte> _rows = new(TargetBytes * 2);
    private readonly List<int> _ends = [];
    private byte[] _page = [];
    private byte[] _packed = [];

    /// <summary>A writer of pages that are packed with a dictionary.</summary>
    public PageWriter(ReadOnlySpan<byte> dictionary)
    {
        _compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        if (!dictionary.IsEmpty)
        {
            _compressor.LoadDictionary(dictionary);
        }
    }

    public int Rows => _ends.Count;

    public bool IsFull => _rows.WrittenCount >= TargetBytes;

    /// <summary>Adds the current row of a result whose columns are those of <see cref="CopyFormat.Columns"/>.</summary>
    public void Add(DuckDbResult result)
    {
        var present = 0UL;
        for (var i = 0; i < CopyFormat.Columns.Count; i++)
        {
            present |= result.IsNull(i) ? 0 : 1UL << i;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_rows.GetSpan(sizeof(ulong)), present);
        _rows.Advance(sizeof(ulong));
        for (var i = 0; i < CopyFormat.Columns.Count; i++)
        {
            if ((present & (1UL << i)) == 0)
            {
                continue;
            }

            if (CopyFormat.SizeOf(CopyFormat.Columns[i].Type) is { } size)
            {
                _rows.Write(result.GetBytes(i, size));
                continue;
            }

            var text = result.GetUtf8(i);
            BinaryPrimitives.WriteInt32LittleEndian(_rows.GetSpan(sizeof(int)), text.Length);
            _rows.Advance(sizeof(int));
            _rows.Write(text);
        }

        _ends.Add(_rows.WrittenCount);
    }

    /// <summary>The page, packed, and an empty one begins. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Pack()
    {
        var start = sizeof(int) * (1 + _ends.Count);
        var length = start + _rows.WrittenCount;
        Grow(ref _page, length);
        BinaryPrimitives.WriteInt32LittleEndian(_page, _ends.Count);
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_ends)).CopyTo(_page.AsSpan(sizeof(int)));
        _rows.WrittenSpan.CopyTo(_page.AsSpan(start));
        _rows.ResetWrittenCount();
        _ends.Clear();
        Grow(ref _packed, Compressor.GetCompressBound(length));
        return _packed.AsSpan(0, _compressor.Wrap(_page.AsSpan(0, length), _packed));
    }

    /// <summary>The row that was added last, as it is in a page that is not packed.</summary>
    public ReadOnlySpan<byte> Last => _rows.WrittenSpan[(_ends.Count < 2 ? 0 : _ends[^2])..];

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length * 2];
        }
    }

    public void Dispose() => _compressor.Dispose();
}
