using System.Text.Json;
using Biplane.Hosting.Errors;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>The members of a request that only background queries have.</summary>
internal static class AsyncQueryBody
{
    public static int BatchSize(JsonElement body) => !body.TryGetProperty("batch_size", out var value) || value.ValueKind == JsonValueKind.Null
        ? AsyncQueryLimits.DefaultBatchSize
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size is > 0 and <= AsyncQueryLimits.MaxBatchSize
            ? size
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"batch_size must be a number from 1 to {AsyncQueryLimits.MaxBatchSize}.");

    public static void CheckFormat(JsonElement body)
    {
        if (body.TryGetProperty("format", out var format) && format.ValueKind != JsonValueKind.Null && !(format.ValueKind == JsonValueKind.String && format.ValueEquals("jsonl")))
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "format must be \"jsonl\": background queries keep their rows in no other form.");
        }
    }
}
