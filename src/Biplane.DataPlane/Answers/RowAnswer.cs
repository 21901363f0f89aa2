using Biplane.Model.Transactions;
using Biplane.Storage;
using Biplane.Storage.RowJson;

namespace Biplane.DataPlane.Answers;

/// <summary>Writes the rows of a cursor into a body, with something between them, and remembers the place of the last one.</summary>
internal static class RowAnswer
{
    /// <summary>Writes all rows as elements of a JSON array, without its brackets.</summary>
    public static Task<RowAnswerEnd> WriteElementsAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken) =>
        WriteAsync(rows, body, before: ","u8.ToArray(), after: [], cancellationToken);

    /// <summary>Writes all rows, each on a line of its own.</summary>
    public static Task<RowAnswerEnd> WriteLinesAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken) =>
        WriteAsync(rows, body, before: [], after: "\n"u8.ToArray(), cancellationToken);

    private static async Task<RowAnswerEnd> WriteAsync(RowCursor rows, AnswerBody body, byte[] before, byte[] after, CancellationToken cancellationToken)
    {
        var writer = new RowJsonWriter(rows.Columns);
        var place = rows.Columns.Count > 0 && rows.Columns[^1].IsHidden ? rows.Columns.Count - 1 : -1;
        var count = 0L;
        PaginationKey? last = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (count++ > 0)
            {
                Write(body, before);
            }

            writer.Write(rows, body);
            Write(body, after);
            if (place >= 0)
            {
                last = new PaginationKey(rows.GetUInt64(place));
            }

            await body.RowWrittenAsync(cancellationToken);
        }

        return new RowAnswerEnd(count, last);
    }

    private static void Write(AnswerBody body, byte[] bytes)
    {
        bytes.CopyTo(body.GetSpan(bytes.Length));
        body.Advance(bytes.Length);
    }
}
