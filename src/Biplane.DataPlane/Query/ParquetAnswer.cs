using System.Buffers;
using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Hosting.Errors;
using Biplane.Storage;
using Biplane.Storage.RowParquet;

namespace Biplane.DataPlane.Query;

/// <summary>Answers as Parquet files. The footer tells what the members around the rows of a JSON answer tell.</summary>
internal static class ParquetAnswer
{
    public static async Task<RowAnswerEnd> WriteAsync(RowCursor rows, AnswerBody body, CancellationToken cancellationToken)
    {
        if (rows.Columns.All(c => c.IsHidden))
        {
            throw ApiException.BadRequest(ErrorCodes.QueryInvalid, "The answer has no columns, and a Parquet file needs one. Ask for fmt \"json\".");
        }

        using var file = new RowParquetWriter(rows.Columns, body);
        file.Describe("biplane.schema", SchemaOf(rows));
        var end = await RowAnswer.WriteAsync(rows, body, Write, cancellationToken);
        if (end.Place is { } place)
        {
            file.Describe("biplane.cursor", place.ToCursor());
        }

        file.Complete();
        return end;

        int Write(RowCursor row)
        {
            file.Write(row);
            return 1;
        }
    }

    private static string SchemaOf(RowCursor rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            AnswerSchema.Write(json, rows.Columns);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
