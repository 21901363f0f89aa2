using System.Buffers;
using System.Globalization;
using Biplane.Model.Rows;

namespace Biplane.Storage.RowJson;

/// <summary>Values that are no text in storage and are text in answers of every form.</summary>
internal static class RowText
{
    /// <summary>Writes the text of a UUID, a transaction id or a pagination key that is not null, without quotes.</summary>
    public static void Write(RowCursor row, int column, ColumnType type, IBufferWriter<byte> output)
    {
        switch (type)
        {
            case ColumnType.Uuid:
                Write(row.GetGuid(column), "D", output);
                break;
            case ColumnType.TransactionId:
                Write(row.GetUInt64(column), default, output);
                break;
            case ColumnType.PaginationKey:
                output.Write("p"u8);
                Write(row.GetUInt64(column), "D20", output);
                break;
            default:
                throw new InvalidOperationException($"No text form is known for {type}.");
        }
    }

    /// <summary>Writes a number, a time or an id.</summary>
    public static void Write<T>(T value, ReadOnlySpan<char> format, IBufferWriter<byte> output)
        where T : IUtf8SpanFormattable
    {
        var buffer = output.GetSpan(64);
        if (!value.TryFormat(buffer, out var written, format, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException("A number, a time or an id is never longer than 64 characters.");
        }

        output.Advance(written);
    }
}
