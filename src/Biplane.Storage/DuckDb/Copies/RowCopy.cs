using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>One row of a page, with all its columns.</summary>
internal sealed class RowCopy
{
    private static readonly int OrganizationColumn = CopyFormat.IndexOf("org_id");
    private static readonly int ObjectColumn = CopyFormat.IndexOf("object_id");
    private static readonly int PlaceColumn = CopyFormat.IndexOf("pagination_key");
    private static readonly int TraceColumn = CopyFormat.IndexOf("root_span_id");
    private static readonly int BlobsColumn = CopyFormat.IndexOf("blobs");

    private readonly byte[] _page;
    private readonly (int Start, int Length)[] _values = new (int, int)[CopyFormat.Columns.Count];
    private readonly ulong _present;
    private Dictionary<RowPart, BlobId>? _blobs;

    /// <summary>Finds the columns of the row that lies in a part of a page.</summary>
    /// <exception cref="InvalidDataException">That is not a row.</exception>
    public RowCopy(byte[] page, int start, int end)
    {
        if (start < 0 || end < start || end > page.Length)
        {
            throw new InvalidDataException("A row copy does not lie in its page.");
        }

        _page = page;
        var at = start;
        _present = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        for (var rest = _present; rest != 0; rest &= rest - 1)
        {
            var column = BitOperations.TrailingZeroCount(rest);
            if (column >= _values.Length)
            {
                throw new InvalidDataException("A row copy has more columns than there are.");
            }

            var length = CopyFormat.SizeOf(CopyFormat.Columns[column].Type) ?? BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
            _values[column] = (at, length);
            Take(length);
        }

        if (at != end)
        {
            throw new InvalidDataException("A row copy is longer than its columns.");
        }

        ReadOnlySpan<byte> Take(int length)
        {
            if (length < 0 || length > end - at)
            {
                throw new InvalidDataException("A row copy is shorter than its columns.");
            }

            at += length;
            return page.AsSpan(at - length, length);
        }
    }

    /// <summary>The page that holds it.</summary>
    public byte[] Page => _page;

    public Guid Organization => ToGuid(this[OrganizationColumn]);

    /// <summary>The experiment, log, dataset or whatever it belongs to.</summary>
    public Guid Object => ToGuid(this[ObjectColumn]);

    /// <summary>Its pagination key.</summary>
    public ulong Place => BinaryPrimitives.ReadUInt64LittleEndian(this[PlaceColumn]);

    /// <summary>The span that its trace begins with.</summary>
    public string Trace => Encoding.UTF8.GetString(this[TraceColumn]);

    /// <summary>The large value that stands for a column that is null; null when none does.</summary>
    public BlobId? Blob(string column) => RowPart.Parse(column) is { } part && Blobs.TryGetValue(part, out var blob) ? blob : null;

    public static Guid ToGuid(ReadOnlySpan<byte> value) =>
        DuckDbTypes.FromUuidParts(BinaryPrimitives.ReadUInt64LittleEndian(value), BinaryPrimitives.ReadInt64LittleEndian(value[8..]));

    private Dictionary<RowPart, BlobId> Blobs => _blobs ??= IsNull(BlobsColumn) ? [] : LargeValues.Parse(this[BlobsColumn]);

    public bool IsNull(int column) => (_present & (1UL << column)) == 0;

    /// <summary>The value of a column that is not null: a text, or a number as the engine has it in memory.</summary>
    public ReadOnlySpan<byte> this[int column] => _page.AsSpan(_values[column].Start, _values[column].Length);
}
