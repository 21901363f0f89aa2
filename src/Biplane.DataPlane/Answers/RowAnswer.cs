using System.Buffers;
using Biplane.Model.Transactions;
using Biplane.Storage;
using Biplane.Storage.RowJson;

namespace Biplane.DataPlane.Answers;

/// <summary>Writes the rows of a cursor into a body and remembers the place of the last one.</summary>
internal static class RowAnswer
{
    /// <summary>Writes all rows as elements of a JSON array, without its brackets.</summary>
    public static Task<RowAnswerEnd> WriteElementsAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken)
    {
        var writer = new RowJsonWriter(rows.Columns);
        var isFirst = true;
        return WriteAsync(
            rows,
            body,
            row =>
            {
                body.Write(isFirst ? ""u8 : ","u8);
                isFirst = false;
                writer.Write(row, body);
            },
            cancellationToken);
    }

    /// <summary>Writes all rows, each on a line of its own.</summary>
    public static Task<RowAnswerEnd> WriteLinesAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken)
    {
        var writer = new RowJsonWriter(rows.Columns, isOneLine: true);
        return WriteAsync(
            rows,
            body,
            row =>
            {
                writer.Write(row, body);
                body.Write("\n"u8);
            },
            cancellationToken);
    }

    /// <summary>Has each row written and passes on what is ready.</summary>
    public static async Task<RowAnswerEnd> WriteAsync(RowCursor rows, AnswerBody body, Action<RowCursor> write, CancellationToken cancellationToken)
    {
        var place = rows.Columns.Count > 0 && rows.Columns[^1].IsHidden ? rows.Columns.Count - 1 : -1;
        var count = 0L;
        PaginationKey? last = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            count++;
            write(rows);
            if (place >= 0)
            {
                last = new PaginationKey(rows.GetUInt64(place));
            }

            await body.RowWrittenAsync(cancellationToken);
        }

        return new RowAnswerEnd(count, last);
    }
}
