using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Files;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>
/// The file with the row copies of a segment: a header, a zstd dictionary trained on its rows (it may be empty), the pages (rows of some KB together, each
/// page one zstd frame with a checksum), the index of row keys, the index of trace keys, and the directory, which says where they are.
/// </summary>
/// <remarks>
/// A page is the number of its rows, the end of each row in what follows, and the rows: a mask of the columns that are not null, then their values in the order of
/// <see cref="Columns"/>, numbers as the engine has them in memory and texts behind their length. An index is blocks of
/// sorted keys, each followed by the positions of those keys. All numbers are little-endian.
/// </remarks>
internal static class CopyFormat
{
    /// <summary>The format's name and version.</summary>
    public const ulong Magic = 0x3130_5359_504F_4342; // "BCOPYS01"

    public const int HeaderBytes = 64;

    /// <summary>Keys of an index block: one small read.</summary>
    public const int BlockKeys = 512;

    public const int KeyBytes = sizeof(ulong);
    public const int PositionBytes = sizeof(uint);

    /// <summary>An entry of the directory: a page's offset and first row, or a block's first key and checksum.</summary>
    public const int EntryBytes = 16;

    /// <summary>Nothing that was written is larger.</summary>
    public const int MaxPageBytes = 1 << 30;

    /// <summary>The columns that a copy has: those that answers show, and what large values of them need.</summary>
    public static IReadOnlyList<RowColumn> Columns { get; } =
        [.. RowSchema.Columns.Where(column => column.Name is "audit" or "blobs" or "org_id" || EventColumns.Catalogue.Any(shown => shown.StorageName == column.Name))];

    /// <summary>Tells apart files whose rows have other columns.</summary>
    public static ulong Schema { get; } = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Join(',', Columns.Select(column => $"{column.Name} {column.SqlType}"))));

    private static FrozenDictionary<string, int> Indexes { get; } = Columns.Index().ToFrozenDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);

    /// <summary>Where a column of that name is among <see cref="Columns"/>.</summary>
    public static int IndexOf(string name) => Indexes[name];

    public static int BlocksOf(long rows) => (int)((rows + BlockKeys - 1) / BlockKeys);

    /// <summary>Bytes of a column's value; null for texts.</summary>
    public static int? SizeOf(DuckDBType type) => type switch
    {
        DuckDBType.Varchar => null,
        DuckDBType.Boolean or DuckDBType.UnsignedTinyInt => 1,
        DuckDBType.UnsignedInteger => 4,
        DuckDBType.UnsignedBigInt or DuckDBType.Double or DuckDBType.Timestamp => 8,
        DuckDBType.Uuid => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Copies have no columns of this type."),
    };

    /// <summary>The header; its last number is the checksum of what is before it, the dictionary and the directory.</summary>
    public static void WriteHeader(Span<byte> header, CopyLayout layout, ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> directory)
    {
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], Schema);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], layout.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], layout.Pages);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], layout.DictionaryBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], layout.IndexOffset);
        var checksum = XxHash3.HashToUInt64(dictionary, (long)XxHash3.HashToUInt64(header[..56]));
        BinaryPrimitives.WriteUInt64LittleEndian(header[56..], XxHash3.HashToUInt64(directory, (long)checksum));
    }

    public static CopyLayout ReadHeader(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[28..]),
        BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
}
