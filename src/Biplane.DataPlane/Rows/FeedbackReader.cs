using System.Buffers;
using System.Text.Json;
using Biplane.Hosting.Errors;
using Biplane.Model;
using Biplane.Model.Json;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Rows;

/// <summary>
/// Turns <c>{"feedback":[…]}</c> into rows: a merge into the row that is judged, and a comment beside it. An item's metadata says who
/// judged, not what was judged: it goes to the audit entry and never into the row's own metadata.
/// </summary>
internal static class FeedbackReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonText.MaxDepth + 8 };

    private static readonly EventField[] Merged = [EventField.Scores, EventField.Expected, EventField.Tags];

    public static IReadOnlyList<EventRow> Read(ReadOnlyMemory<byte> utf8, ObjectRef target)
    {
        try
        {
            return ReadBody(utf8, target);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not valid JSON.");
        }
    }

    private static List<EventRow> ReadBody(ReadOnlyMemory<byte> utf8, ObjectRef target)
    {
        var rows = new List<EventRow>();
        var reader = new Utf8JsonReader(utf8.Span, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw WrongShape();
        }

        var isFound = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFeedback = reader.ValueTextEquals("feedback"u8);
            reader.Read();
            if (!isFeedback)
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw WrongShape();
            }

            isFound = true;
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                AddItem(rows, index, utf8, ref reader, target);
            }
        }

        return isFound && !reader.Read() ? rows : throw WrongShape();
    }

    private static void AddItem(List<EventRow> rows, int index, ReadOnlyMemory<byte> utf8, ref Utf8JsonReader reader, ObjectRef target)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid(index, null, "Expected a JSON object.");
        }

        var row = new EventRow { Object = target, Id = "", IsMerge = true, AuditSource = AuditSource.External };
        ReadOnlyMemory<byte> comment = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "id":
                    row.Id = Text(index, name, ref reader) ?? "";
                    break;
                case "source":
                    row.AuditSource = Text(index, name, ref reader) switch { "app" => AuditSource.App, "api" => AuditSource.Api, _ => AuditSource.External };
                    break;
                case "comment":
                    comment = Slice(utf8, ref reader);
                    break;
                case "metadata":
                    row.AuditMetadata = Slice(utf8, ref reader);
                    break;
                default:
                    Keep(row, name, Slice(utf8, ref reader));
                    break;
            }
        }

        if (row.Id.Length == 0)
        {
            throw Invalid(index, "id", "Expected the id of the row that is judged.");
        }

        if (JsonText.IsNullOrAbsent(comment.Span) || Array.Exists(Merged, field => !row[field].IsEmpty))
        {
            rows.Add(row);
        }

        if (!JsonText.IsNullOrAbsent(comment.Span))
        {
            rows.Add(new EventRow
            {
                Object = target,
                Id = Guid.CreateVersion7().ToString("D"),
                AuditSource = row.AuditSource,
                AuditMetadata = row.AuditMetadata,
                Comment = AsText(comment.Span),
                CommentTarget = row.Id,
            });
        }
    }

    // An explicit null in feedback means "nothing to say", not "take the value away".
    private static void Keep(EventRow row, string name, ReadOnlyMemory<byte> json)
    {
        if (EventFields.Parse(name) is { } field && Array.IndexOf(Merged, field) >= 0 && !JsonText.IsNullOrAbsent(json.Span))
        {
            row[field] = json;
        }
    }

    private static byte[] AsText(ReadOnlySpan<byte> comment)
    {
        var output = new ArrayBufferWriter<byte>(comment.Length + 16);
        output.Write("{\"text\":"u8);
        output.Write(comment);
        output.Write("}"u8);
        return output.WrittenSpan.ToArray();
    }

    private static string? Text(int index, string field, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Invalid(index, field, "Expected a text."),
    };

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    private static ApiException WrongShape() => ApiException.BadRequest(ErrorCodes.BadRequest, "Expected a JSON object with an array \"feedback\".");

    private static ApiException Invalid(int index, string? field, string message) =>
        ApiException.BadRequest(ErrorCodes.InvalidRow, field is null ? $"Feedback {index}: {message}" : $"Feedback {index}, field {field}: {message}");
}
