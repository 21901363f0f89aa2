using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Biplane.Model.Rows;
using Biplane.Storage.Keys;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Tables;

/// <summary>Writes versions of rows in the engine's <c>RowBinary</c> form, in the order of <see cref="RowsTable.Columns"/>. JSON goes as the bytes that came.</summary>
internal sealed class RowEncoder(IBufferWriter<byte> output)
{
    /// <summary>Writes one version.</summary>
    /// <param name="row">The row as it is from now on.</param>
    /// <param name="key">Its key.</param>
    /// <param name="blobs">Which of its values are in the blob store, as JSON; empty for none.</param>
    /// <param name="sizeOf">Bytes of a field's JSON text, wherever it lies; null when the row has none.</param>
    /// <param name="isDeleted">The row is gone from now on.</param>
    public void Write(RowState row, ulong key, ReadOnlySpan<byte> blobs, Func<EventField, int?> sizeOf, bool isDeleted)
    {
        var derived = DerivedColumns.From(row);
        WriteNumber(key);
        WriteByte((byte)row.Object.Kind);
        WriteGuid(row.Object.Id);
        WriteText(row.Id);
        WriteNumber(row.Transaction.Value);
        WriteNumber(row.PaginationKey.Value);
        WriteNumber((ulong)((row.Created.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond)));
        WriteGuid(row.ProjectId);
        WriteGuid(row.OrganizationId);
        WriteText(row.SpanId);
        WriteText(row.RootSpanId);
        WriteNumber(RowKeys.OfTrace(row.Object, row.RootSpanId));
        WriteFlag(derived.IsRoot);
        WriteOptional(derived.SpanName);
        WriteOptional(derived.SpanType);
        WriteOptional(derived.StartTime);
        WriteOptional(derived.EndTime);
        WriteOptional(derived.TotalTokens);
        WriteOptional(derived.Model);
        WriteFlag(derived.HasError);
        foreach (var field in EventFields.All)
        {
            WriteJson(row[field].Span);
        }

        WriteJson(row.Comments.Span);
        WriteJson(row.Audit.Span);
        WriteJson(row.Extra.Span);
        WriteJson(blobs);
        foreach (var field in StorageColumns.SizedFields)
        {
            WriteOptional(sizeOf(field));
        }

        WriteFlag(isDeleted);
    }

    private void WriteByte(byte value) => output.Write([value]);

    private void WriteFlag(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    private void WriteNumber(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(sizeof(ulong)), value);
        output.Advance(sizeof(ulong));
    }

    // Two halves of 64 bits, the lower bytes of each first.
    private void WriteGuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[..8].Reverse();
        bytes[8..].Reverse();
        output.Write(bytes);
    }

    private void WriteText(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        var length = (uint)bytes.Length;
        while (length >= 0x80)
        {
            WriteByte((byte)(length | 0x80));
            length >>= 7;
        }

        WriteByte((byte)length);
        output.Write(bytes);
    }

    private void WriteOptional(string? text)
    {
        WriteFlag(text is null);
        if (text is not null)
        {
            WriteText(text);
        }
    }

    private void WriteOptional(int? size)
    {
        WriteFlag(size is null);
        if (size is { } bytes)
        {
            BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), bytes);
            output.Advance(sizeof(int));
        }
    }

    private void WriteOptional(double? number)
    {
        WriteFlag(number is null);
        if (number is { } value)
        {
            WriteNumber(BitConverter.DoubleToUInt64Bits(value));
        }
    }

    private void WriteJson(ReadOnlySpan<byte> json)
    {
        WriteFlag(json.IsEmpty);
        if (!json.IsEmpty)
        {
            WriteBytes(json);
        }
    }
}
