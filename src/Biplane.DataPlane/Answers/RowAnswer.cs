using Biplane.Model.Transactions;
using Biplane.Storage;
using Biplane.Storage.RowJson;

namespace Biplane.DataPlane.Answers;

/// <summary>Writes the rows of a cursor into a body and remembers the place of the last one.</summary>
internal static class RowAnswer
{
    /// <summary>Writes all rows as elements of a JSON array, without its brackets.</summary>
    public static Task<RowAnswerEnd> WriteElementsAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken) =>
        WriteAsync(rows, body, new RowJsonWriter(rows.Columns, RowSeparation.Commas), cancellationToken);

    /// <summary>Writes all rows, each on a line of its own.</summary>
    public static Task<RowAnswerEnd> WriteLinesAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken) =>
        WriteAsync(rows, body, new RowJsonWriter(rows.Columns, RowSeparation.Lines), cancellationToken);

    /// <summary>Has all rows written, and passes on what is ready.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="body">Where they go.</param>
    /// <param name="write">Writes the current row, and further ones that it moves to; answers how many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<RowAnswerEnd> WriteAsync(RowCursor rows, AnswerBody body, Func<RowCursor, int> write, CancellationToken cancellationToken)
    {
        var place = rows.Columns.Count > 0 && rows.Columns[^1].IsHidden ? rows.Columns.Count - 1 : -1;
        var count = 0L;
        PaginationKey? last = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            count += write(rows);
            if (place >= 0)
            {
                last = new PaginationKey(rows.GetUInt64(place));
            }

            await body.RowWrittenAsync(cancellationToken);
        }

        return new RowAnswerEnd(count, last);
    }

    private static Task<RowAnswerEnd> WriteAsync(RowCursor rows, AnswerBody body, RowJsonWriter writer, CancellationToken cancellationToken) =>
        WriteAsync(rows, body, current => writer.WriteSome(current, body, AnswerBody.FlushAfterBytes), cancellationToken);
}
