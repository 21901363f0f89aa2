using System.Buffers;
using Biplane.DataPlane.Answers;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>A stretch of a result.</summary>
internal static class AsyncQueryPage
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Whether a row begins at a place, or the result ends there.</summary>
    public static async ValueTask<bool> BeginsAtAsync(Stream rows, long offset, CancellationToken cancellationToken)
    {
        if (offset == 0 || offset > rows.Length)
        {
            return offset == 0;
        }

        var before = new byte[1];
        rows.Position = offset - 1;
        await rows.ReadExactlyAsync(before, cancellationToken);
        return before[0] == '\n';
    }

    /// <summary>Writes rows from where the stream stands as elements of a JSON array, without its brackets; answers how many bytes they took.</summary>
    public static async Task<long> WriteAsync(Stream rows, int limit, AnswerBody body, CancellationToken cancellationToken)
    {
        // Rows go on piece by piece: one may be a hundred megabytes.
        var buffer = new byte[BufferBytes];
        var taken = 0L;
        var isWithinRow = false;
        for (var count = 0; count < limit && await rows.ReadAsync(buffer, cancellationToken) is > 0 and var length;)
        {
            var start = 0;
            while (start < length && count < limit)
            {
                var end = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
                var piece = buffer.AsSpan(start, end < 0 ? length - start : end);
                body.Write(count > 0 && !isWithinRow ? ","u8 : ""u8);
                body.Write(piece);
                isWithinRow = end < 0;
                start += piece.Length + (isWithinRow ? 0 : 1);
                count += isWithinRow ? 0 : 1;
            }

            taken += start;
            await body.RowWrittenAsync(cancellationToken);
        }

        return taken;
    }
}
