using Biplane.Model.Rows;

namespace Biplane.Storage.RowJson;

/// <summary>Values that are no text in storage and are text in answers of every form.</summary>
internal static class RowText
{
    /// <summary>Writes the text of a UUID, a transaction id or a pagination key that is not null, without quotes.</summary>
    public static void Write<TValues>(TValues row, int column, ColumnType type, ref Utf8Output output)
        where TValues : struct, IRowValues
    {
        switch (type)
        {
            case ColumnType.Uuid:
                output.Write(row.GetGuid(column), "D");
                break;
            case ColumnType.TransactionId:
                output.Write(row.GetUInt64(column), default);
                break;
            case ColumnType.PaginationKey:
                output.Write((byte)'p');
                output.Write(row.GetUInt64(column), "D20");
                break;
            default:
                throw new InvalidOperationException($"No text form is known for {type}.");
        }
    }
}
