using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Biplane.Model.Json;

namespace Biplane.Model.Rows;

/// <summary>
/// Reads rows out of request bodies in one pass over their UTF-8 bytes. Free parts of a row stay slices of the body and are not re-serialised;
/// only ids and control fields are turned into values. Lenient on purpose: a client that is refused loses its whole batch, so everything
/// that can be stored is, with a <see cref="RowWarning"/> where it is odd.
/// </summary>
public static class EventReader
{
    /// <summary>A row of more bytes is refused.</summary>
    public const int MaxRowBytes = 128 * 1024 * 1024;

    /// <summary>Reads <c>{"rows":[…]}</c>: rows that name their object themselves.</summary>
    public static EventReadResult ReadLogs3(ReadOnlyMemory<byte> utf8) => Read(utf8, "rows"u8, target: null);

    /// <summary>Reads <c>{"events":[…]}</c>: rows of one object; fields that only the server may set are refused.</summary>
    public static EventReadResult ReadEvents(ReadOnlyMemory<byte> utf8, ObjectRef target) => Read(utf8, "events"u8, target);

    private static EventReadResult Read(ReadOnlyMemory<byte> utf8, ReadOnlySpan<byte> arrayName, ObjectRef? target)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            return Malformed("The body is not valid UTF-8. Send JSON encoded as UTF-8.");
        }

        var surrogates = LoneSurrogates.Find(utf8.Span);
        if (surrogates.Count > 0)
        {
            utf8 = LoneSurrogates.Replace(utf8.Span, surrogates);
        }

        try
        {
            return ReadBody(utf8, arrayName, target, surrogates);
        }
        catch (JsonException error)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
            return Malformed($"The body is not valid JSON or nests deeper than {JsonText.MaxDepth} levels, at {place}.");
        }
    }

    private static EventReadResult ReadBody(ReadOnlyMemory<byte> utf8, ReadOnlySpan<byte> arrayName, ObjectRef? target, List<int> surrogates)
    {
        var reader = new Utf8JsonReader(utf8.Span, JsonText.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return WrongShape(arrayName);
        }

        EventReadResult? result = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals(arrayName);
            reader.Read();
            if (!isRows)
            {
                reader.Skip();
                continue;
            }

            result = reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadRows(ref reader, utf8, target, surrogates),
                JsonTokenType.StartObject when target is null => ReadOverflow(ref reader, utf8),
                _ => WrongShape(arrayName),
            };
            if (result.Error is not null)
            {
                return result;
            }
        }

        // Trailing bytes after the object are not JSON either.
        return reader.Read() ? WrongShape(arrayName) : result ?? WrongShape(arrayName);
    }

    private static EventReadResult ReadRows(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, ObjectRef? target, List<int> surrogates)
    {
        var rows = new List<EventRow>();
        var nextSurrogate = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return Failed(EventReadErrorKind.InvalidRow, rows.Count, null, "A row must be a JSON object.");
            }

            var start = reader.TokenStartIndex;
            var row = new EventRowReader(rows.Count, utf8, target);
            row.Read(ref reader);
            if (row.Error is not null)
            {
                return new EventReadResult { Error = row.Error };
            }

            if (reader.BytesConsumed - start > MaxRowBytes)
            {
                return Failed(EventReadErrorKind.TooLarge, rows.Count, null, $"The row is larger than {MaxRowBytes} bytes. Put large values into attachments.");
            }

            var hasSurrogate = nextSurrogate < surrogates.Count && surrogates[nextSurrogate] < reader.BytesConsumed;
            while (nextSurrogate < surrogates.Count && surrogates[nextSurrogate] < reader.BytesConsumed)
            {
                nextSurrogate++;
            }

            rows.Add(row.Build(hasSurrogate));
            if (row.Error is not null)
            {
                return new EventReadResult { Error = row.Error };
            }
        }

        return new EventReadResult { Rows = rows };
    }

    private static EventReadResult ReadOverflow(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        using var reference = JsonDocument.Parse(JsonText.Slice(utf8, ref reader), new JsonDocumentOptions { MaxDepth = 8 });
        return reference.RootElement.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
            ? new EventReadResult { OverflowKey = key.GetString() }
            : Failed(EventReadErrorKind.WrongShape, null, "rows", "An overflow reference needs a text key.");
    }

    private static EventReadResult WrongShape(ReadOnlySpan<byte> arrayName) =>
        Failed(EventReadErrorKind.WrongShape, null, null, $"Expected a JSON object with an array \"{System.Text.Encoding.UTF8.GetString(arrayName)}\".");

    private static EventReadResult Malformed(string message) => Failed(EventReadErrorKind.MalformedJson, null, null, message);

    private static EventReadResult Failed(EventReadErrorKind kind, int? row, string? field, string message) =>
        new() { Error = new EventReadError(kind, row, field, message) };
}
