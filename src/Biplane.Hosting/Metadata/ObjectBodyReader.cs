using System.Text.Json;
using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>
/// Reads the body of a metadata call by the field catalogue. Invariant at the control plane: the value of a data field is skipped by the
/// tokenizer and never becomes a string, an object or a log line; a body that holds rows is refused.
/// </summary>
public static class ObjectBodyReader
{
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    private static readonly string[] RowMembers = ["rows", "events", "feedback"];

    public static async Task<ObjectBody> ReadAsync(HttpContext context, ResourceType? type, DataFieldRule rule, CancellationToken cancellationToken)
    {
        var body = await ReadBytesAsync(context.Request.Body, cancellationToken);
        var parsed = Parse(body, type is { } resource ? FieldCatalogue.DataFieldsOf(resource) : [], rule);
        if (parsed.Dropped.Count > 0)
        {
            context.Response.Headers["x-biplane-dropped"] = string.Join(',', parsed.Dropped);
        }

        return parsed;
    }

    public static ObjectBody Parse(ReadOnlyMemory<byte> body, IReadOnlyList<CataloguedField> dataFields, DataFieldRule rule)
    {
        var members = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var data = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var dropped = new List<string>();
        if (IsBlank(body.Span))
        {
            return new ObjectBody(members, DataFields.Empty, dropped);
        }

        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 1000 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(body, ref reader, dataFields, rule, members, data, dropped);
            }

            while (reader.Read())
            {
                // Anything but white space after the object makes the reader throw.
            }
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not valid JSON.");
        }

        return new ObjectBody(members, new DataFields(data), dropped);
    }

    private static void ReadMember(
        ReadOnlyMemory<byte> body,
        ref Utf8JsonReader reader,
        IReadOnlyList<CataloguedField> dataFields,
        DataFieldRule rule,
        Dictionary<string, ReadOnlyMemory<byte>> members,
        Dictionary<string, ReadOnlyMemory<byte>> data,
        List<string> dropped)
    {
        var field = Match(ref reader, dataFields);
        var name = field?.Name ?? ControlName(ref reader);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        var value = body[start..(int)reader.BytesConsumed];
        if (field is not null && rule == DataFieldRule.Drop)
        {
            if (!isNull && !dropped.Contains(field.Name))
            {
                dropped.Add(field.Name);
            }
        }
        else if (field is not null)
        {
            if (!isNull)
            {
                DataFieldCheck.Check(field, value);
                data[field.Name] = value;
            }
        }
        else if (rule == DataFieldRule.Drop && RowMembers.Contains(name))
        {
            throw ApiException.BadRequest(
                ErrorCodes.DataRefused, "This is a control plane: it does not take rows. Send them to the data plane (BRAINTRUST_API_URL).");
        }
        else if (name is not null)
        {
            members[name] = value;
        }
    }

    private static CataloguedField? Match(ref Utf8JsonReader reader, IReadOnlyList<CataloguedField> fields)
    {
        foreach (var field in fields)
        {
            if (reader.ValueTextEquals(field.Name))
            {
                return field;
            }
        }

        return null;
    }

    // A name that is not well-formed Unicode is none of ours; its value is ignored like that of any unknown member.
    private static string? ControlName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueSpan.Length <= 64 ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).IsEmpty;

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > MaxBodyBytes)
            {
                throw new ApiException(413, ErrorCodes.PayloadTooLarge, $"The body is larger than {MaxBodyBytes} bytes.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
