using System.Text.Json;
using Biplane.DataPlane.Ingest;
using Biplane.Hosting.Errors;
using Biplane.Model;
using Biplane.Model.Json;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Rows;

/// <summary>Reads the body of <c>POST /v1/insert</c>: kind of object, then object id, then <c>events</c> and <c>feedback</c>.</summary>
internal static class CrossInsertReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonText.MaxDepth + 8 };

    public static IReadOnlyList<CrossInsertPart> Read(ReadOnlyMemory<byte> utf8)
    {
        var parts = new List<CrossInsertPart>();
        try
        {
            var reader = new Utf8JsonReader(utf8.Span, Options);
            RequireObject(reader.Read(), ref reader);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var kind = KindOf(reader.GetString()!);
                reader.Read();
                if (kind is not null && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadObjects(parts, kind.Value, utf8, ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            RequireObject(!reader.Read(), ref reader);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not valid JSON.");
        }

        return parts;
    }

    private static ObjectKind? KindOf(string name) => name switch
    {
        "experiment" => ObjectKind.Experiment,
        "dataset" => ObjectKind.Dataset,
        "project_logs" => ObjectKind.ProjectLogs,
        _ => null,
    };

    private static void ReadObjects(List<CrossInsertPart> parts, ObjectKind kind, ReadOnlyMemory<byte> utf8, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Guid.TryParse(reader.GetString(), out var id))
            {
                throw ApiException.BadRequest(ErrorCodes.BadRequest, $"A member of {kind.WireName()} is not named by a UUID.");
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(ReadPart(new ObjectRef(kind, id), utf8[start..(int)reader.BytesConsumed]));
        }
    }

    private static CrossInsertPart ReadPart(ObjectRef target, ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        RequireObject(reader.Read(), ref reader);
        IReadOnlyList<EventRow> events = [];
        IReadOnlyList<EventRow> feedback = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isEvents = reader.ValueTextEquals("events"u8);
            var isFeedback = reader.ValueTextEquals("feedback"u8);
            reader.Read();
            if (isEvents && reader.TokenType != JsonTokenType.Null)
            {
                events = EventReader.ReadEvents(json, target).RowsOrThrow();
            }
            else if (isFeedback && reader.TokenType != JsonTokenType.Null)
            {
                feedback = FeedbackReader.Read(json, target);
            }

            reader.Skip();
        }

        return new CrossInsertPart(target, events, feedback);
    }

    private static void RequireObject(bool isRead, ref Utf8JsonReader reader)
    {
        if (!isRead || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
        {
            throw ApiException.BadRequest(
                ErrorCodes.BadRequest, "Expected an object with members experiment, dataset and project_logs: object id to {events, feedback}.");
        }
    }
}
