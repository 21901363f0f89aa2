using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Ingest;

/// <summary>Writes the answers of the ingest routes.</summary>
internal static class IngestAnswers
{
    /// <summary><c>{"ids":[…],"xact_id":"…"}</c>; an id stands once for each row that has it.</summary>
    public static async Task WriteLogs3Async(HttpResponse response, IReadOnlyList<EventRow> rows, TransactionId transaction, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        WriteIds(json, "ids"u8, rows);
        json.WriteString("xact_id"u8, transaction.ToString());
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    /// <summary>A member with the ids of the rows in request order.</summary>
    public static void WriteIds(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<EventRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStringValue(row.Id);
        }

        json.WriteEndArray();
    }
}
