using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Model.Transactions;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Storage;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Query;

/// <summary>
/// What stands around the rows of an answer. Rows are readable the moment their write was answered, so every answer says that it is fresh,
/// in each of the three ways that published clients look for.
/// </summary>
internal static class BtqlAnswer
{
    private const string CursorHeader = "x-bt-cursor";

    /// <summary>Headers that do not depend on the rows.</summary>
    public static void SetHeaders(HttpResponse response, string contentType, TimeSpan untilFirstRow)
    {
        var milliseconds = ((long)untilFirstRow.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        response.ContentType = contentType;
        response.Headers["x-bt-freshness-state"] = "complete";
        response.Headers["x-bt-api-duration-ms"] = milliseconds;
        response.Headers["x-bt-brainstore-duration-ms"] = milliseconds;
    }

    public static void SetCursorHeader(HttpResponse response, RowAnswerEnd end)
    {
        if (end.Place is { } place)
        {
            response.Headers[CursorHeader] = place.ToCursor();
        }
    }

    /// <summary>A page without its cursor would look like the last one: where that is in a header, the page waits for its end. What is no page flows.</summary>
    public static bool HasToWait(QueryPlan plan, BtqlFormat format) => format != BtqlFormat.Json && plan is { IsPaged: true, Limit: not null };

    /// <summary>Writes the rows and what stands around them.</summary>
    public static async Task<RowAnswerEnd> WriteAsync(
        RowCursor rows, CompiledQuery query, AnswerBody body, BtqlFormat format, TransactionId latest, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case BtqlFormat.JsonLines:
                return await RowAnswer.WriteLinesAsync(rows, body, cancellationToken);
            case BtqlFormat.Parquet:
                return await ParquetAnswer.WriteAsync(rows, body, cancellationToken);
            default:
                body.Write("{\"data\":["u8);
                var end = await RowAnswer.WriteElementsAsync(rows, body, cancellationToken);
                body.Write("]"u8);
                WriteTail(body, rows.Columns, end, latest, query.Warnings);
                return end;
        }
    }

    // Everything behind the array of rows, with the closing brace.
    private static void WriteTail(
        AnswerBody body, IReadOnlyList<ResultColumn> columns, RowAnswerEnd end, TransactionId latest, IReadOnlyList<Diagnostic> warnings)
    {
        // A fragment cannot be written by the JSON writer: it writes an object, and its opening brace becomes the comma.
        var tail = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(tail))
        {
            json.WriteStartObject();
            json.WritePropertyName("schema"u8);
            AnswerSchema.Write(json, columns);
            if (end.Place is { } place)
            {
                json.WriteString("cursor"u8, place.ToCursor());
            }

            json.WriteStartObject("realtime_state"u8);
            json.WriteString("type"u8, "on"u8);
            json.WriteString("minimum_xact_id"u8, latest.ToString());
            json.WriteString("actual_xact_id"u8, latest.ToString());
            json.WriteNumber("read_bytes"u8, 0);
            json.WriteEndObject();
            json.WriteStartObject("freshness_state"u8);
            json.WriteString("last_processed_xact_id"u8, latest.ToString());
            json.WriteString("last_considered_xact_id"u8, latest.ToString());
            json.WriteEndObject();
            json.WriteString("freshness"u8, "complete"u8);
            json.WriteStartArray("warnings"u8);
            foreach (var warning in warnings)
            {
                WriteWarning(json, warning);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var span = body.GetSpan(tail.WrittenCount);
        tail.WrittenSpan.CopyTo(span);
        span[0] = (byte)',';
        body.Advance(tail.WrittenCount);
    }

    private static void WriteWarning(Utf8JsonWriter json, Diagnostic warning)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, warning.Code);
        json.WriteString("message"u8, warning.Describe(text: null));
        json.WriteString("stage"u8, warning.Stage.WireName());
        json.WriteString("severity"u8, "warning"u8);
        json.WriteEndObject();
    }
}
