using System.Text.Json;
using Biplane.Model.Json;

namespace Biplane.Model.Rows;

/// <summary>Looks for values that are stored as sent but are not what the documents say.</summary>
internal static class RowInspection
{
    /// <summary>Entries per row; a row of a million odd scores must not become a million warnings.</summary>
    private const int MaxWarnings = 20;

    public static IReadOnlyList<RowWarning> Warnings(EventRow row, bool badCreated, bool hadLoneSurrogate)
    {
        List<RowWarning>? warnings = null;
        if (badCreated)
        {
            Add(ref warnings, "created", RowWarningCodes.BadTimestamp);
        }

        if (hadLoneSurrogate)
        {
            Add(ref warnings, "", RowWarningCodes.LoneSurrogate);
        }

        Numbers(ref warnings, row, EventField.Scores, isScore: true);
        Numbers(ref warnings, row, EventField.Metrics, isScore: false);
        Shape(ref warnings, row, EventField.Metadata, JsonText.IsObject(row[EventField.Metadata].Span));
        Shape(ref warnings, row, EventField.SpanAttributes, JsonText.IsObject(row[EventField.SpanAttributes].Span));
        Shape(ref warnings, row, EventField.Tags, JsonText.IsArray(row[EventField.Tags].Span));
        return warnings ?? (IReadOnlyList<RowWarning>)[];
    }

    private static void Shape(ref List<RowWarning>? warnings, EventRow row, EventField field, bool isExpected)
    {
        if (!isExpected && !JsonText.IsNullOrAbsent(row[field].Span))
        {
            Add(ref warnings, field.WireName(), RowWarningCodes.UnexpectedType);
        }
    }

    private static void Numbers(ref List<RowWarning>? warnings, EventRow row, EventField field, bool isScore)
    {
        var json = row[field];
        if (JsonText.IsNullOrAbsent(json.Span))
        {
            return;
        }

        if (!JsonText.IsObject(json.Span))
        {
            Add(ref warnings, field.WireName(), RowWarningCodes.UnexpectedType);
            return;
        }

        var reader = new Utf8JsonReader(json.Span, JsonText.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader;
            reader.Read();
            var code = Check(ref reader, isScore);
            if (code is not null)
            {
                Add(ref warnings, field.WireName() + "." + name.GetString(), code);
            }

            reader.Skip();
        }
    }

    private static string? Check(ref Utf8JsonReader reader, bool isScore)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            var isFinite = reader.TryGetDouble(out var value) && double.IsFinite(value);
            var isOutside = isScore && (value < 0 || value > 1);
            return !isFinite ? RowWarningCodes.NumberOutOfRange : isOutside ? RowWarningCodes.ScoreOutOfRange : null;
        }

        // Metrics carry caller_filename and the like in old clients; nested objects occur too. Only a score must be a number.
        var isTolerated = reader.TokenType == JsonTokenType.Null || (!isScore && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
        return isTolerated ? null : RowWarningCodes.UnexpectedType;
    }

    private static void Add(ref List<RowWarning>? warnings, string path, string code)
    {
        warnings ??= [];
        if (warnings.Count < MaxWarnings)
        {
            warnings.Add(new RowWarning(path, code));
        }
    }
}
