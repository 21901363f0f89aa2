using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Biplane.Model.Json;

namespace Biplane.Model.Rows;

/// <summary>
/// Typed values read out of a row's JSON when it is written. They prune and speed up reads and never replace the JSON: a value that is
/// missing or of another type is simply null here.
/// </summary>
public readonly record struct DerivedColumns
{
    // More than a double ever takes.
    private const int MaxNumberBytes = 64;

    /// <summary>The span has no parent.</summary>
    public bool IsRoot { get; init; }

    /// <summary><c>span_attributes.name</c>.</summary>
    public string? SpanName { get; init; }

    /// <summary><c>span_attributes.type</c>.</summary>
    public string? SpanType { get; init; }

    /// <summary><c>metrics.start</c>, Unix seconds.</summary>
    public double? StartTime { get; init; }

    /// <summary><c>metrics.end</c>, Unix seconds.</summary>
    public double? EndTime { get; init; }

    /// <summary><c>metrics.tokens</c>, else <c>metrics.total_tokens</c>, else prompt plus completion tokens.</summary>
    public double? TotalTokens { get; init; }

    /// <summary><c>metadata.model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The row has an error.</summary>
    public bool HasError { get; init; }

    /// <summary>Which of the paths above their columns say all about.</summary>
    public TypedPaths Whole { get; init; }

    public static DerivedColumns From(RowState row)
    {
        var attributes = TopLevel(row[EventField.SpanAttributes], "name"u8, "type"u8);
        var times = TopLevel(row[EventField.Metrics], "start"u8, "end"u8);
        var tokens = TopLevel(row[EventField.Metrics], "tokens"u8, "total_tokens"u8);
        var parts = TopLevel(row[EventField.Metrics], "prompt_tokens"u8, "completion_tokens"u8);
        var promptAndCompletion = Number(parts.First) is null && Number(parts.Second) is null
            ? (double?)null
            : (Number(parts.First) ?? 0) + (Number(parts.Second) ?? 0);
        var totalTokens = Number(tokens.First) ?? Number(tokens.Second) ?? promptAndCompletion;
        var model = TopLevel(row[EventField.Metadata], "model"u8, "model"u8).First;
        return new DerivedColumns
        {
            IsRoot = row[EventField.SpanParents].IsEmpty || row[EventField.SpanParents].Span.IndexOf((byte)'"') < 0,
            SpanName = Text(attributes.First),
            SpanType = Text(attributes.Second),
            StartTime = Number(times.First),
            EndTime = Number(times.Second),
            TotalTokens = totalTokens,
            Model = Text(model),
            HasError = !row[EventField.Error].IsEmpty,
            Whole = (JsonText.IsNullOrAbsent(model.Span) || JsonText.IsString(model.Span) ? TypedPaths.Model : TypedPaths.None)
                | ((tokens.First.IsEmpty ? totalTokens is null : Number(tokens.First) is not null) ? TypedPaths.Tokens : TypedPaths.None)
                | (IsHeldWhole(times.First.Span) && IsHeldWhole(times.Second.Span) ? TypedPaths.Times : TypedPaths.None),
        };
    }

    private static (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second) TopLevel(
        ReadOnlyMemory<byte> json, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second) found = default;
        if (!JsonText.IsObject(json.Span))
        {
            return found;
        }

        var reader = new Utf8JsonReader(json.Span, JsonText.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFirst = reader.ValueTextEquals(first);
            var isSecond = !isFirst && reader.ValueTextEquals(second);
            reader.Read();
            if (isFirst)
            {
                found.First = JsonText.Slice(json, ref reader);
            }
            else if (isSecond)
            {
                found.Second = JsonText.Slice(json, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static string? Text(ReadOnlyMemory<byte> json) => JsonText.IsString(json.Span) ? JsonSerializer.Deserialize<string>(json.Span) : null;

    private static double? Number(ReadOnlyMemory<byte> json) => Number(json.Span);

    private static double? Number(ReadOnlySpan<byte> json) =>
        !json.IsEmpty && Utf8Parser.TryParse(json, out double value, out var consumed) && consumed == json.Length && double.IsFinite(value) ? value : null;

    // A double gives back all digits of the number, if there is one.
    private static bool IsHeldWhole(ReadOnlySpan<byte> json)
    {
        if (JsonText.IsNullOrAbsent(json))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[MaxNumberBytes];
        return Number(json) is { } value
            && value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture)
            && (json.SequenceEqual(text[..length])
                || (decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var sent)
                    && decimal.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var held) && sent == held));
    }
}
