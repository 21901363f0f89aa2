using System.Buffers;
using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Storage;

namespace Biplane.DataPlane.Traces;

/// <summary>Reads the skeletons of traces. Whoever calls it has checked the caller's access to the object.</summary>
internal sealed class TraceReader(IRowStore store)
{
    /// <summary>How many spans the trace has now, and its newest transaction; null when it has none.</summary>
    public async Task<TraceMark?> MarkAsync(ObjectRef source, string rootSpanId, CancellationToken cancellationToken)
    {
        await using var rows = await store.QueryAsync(TracePlans.Mark(source, rootSpanId), cancellationToken);
        return await rows.ReadAsync(cancellationToken) && rows.GetInt64(0) is > 0 and var spans ? new TraceMark(spans, new TransactionId(rows.GetUInt64(1))) : null;
    }

    /// <summary>
    /// Writes the spans block by block. After a version it writes what has changed since, up to the mark and not further: a span that changes
    /// while this is read comes the next time, and the mark's number of spans never is too small for what a reader has.
    /// </summary>
    public async Task WriteAsync(
        ObjectRef source, string rootSpanId, TraceMark mark, TransactionId? after, int limit, AnswerBody body, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("version"u8, mark.Version.ToString());
        json.WriteNumber("spans"u8, mark.Spans);
        json.WriteStartArray("blocks"u8);
        json.Flush();

        var totals = new TraceTotals();
        var isComplete = true;
        if (after is null || after < mark.Version)
        {
            var plan = TracePlans.Skeleton(source, rootSpanId, after is { } version ? (version, mark.Version) : null, limit + 1L);
            await using var rows = await store.QueryAsync(plan, cancellationToken);
            isComplete = await WriteBlocksAsync(rows, limit, totals, body, cancellationToken);
        }

        json.WriteEndArray();
        totals.WriteTo(json);
        json.WriteBoolean("is_complete"u8, isComplete);
        json.WriteEndObject();
        json.Flush();
    }

    private static async Task<bool> WriteBlocksAsync(RowCursor rows, int limit, TraceTotals totals, AnswerBody body, CancellationToken cancellationToken)
    {
        using var block = new SkeletonBlock();
        var blocks = 0;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (totals.Spans == limit)
            {
                WriteBlock(block, blocks, body);
                return false;
            }

            block.Add(rows);
            totals.Add(
                Number(rows, SkeletonColumn.Start),
                Number(rows, SkeletonColumn.End),
                Number(rows, SkeletonColumn.Tokens),
                Number(rows, SkeletonColumn.Cost),
                hasError: !rows.IsNull((int)SkeletonColumn.ErrorBytes));
            if (block.IsFull)
            {
                WriteBlock(block, blocks++, body);
                await body.RowWrittenAsync(cancellationToken);
            }
        }

        WriteBlock(block, blocks, body);
        return true;
    }

    private static void WriteBlock(SkeletonBlock block, int before, AnswerBody body)
    {
        if (!block.IsEmpty)
        {
            body.Write(before > 0 ? ","u8 : default);
            block.MoveTo(body);
        }
    }

    private static double? Number(RowCursor row, SkeletonColumn column) => row.IsNull((int)column) ? null : row.GetDouble((int)column);
}
