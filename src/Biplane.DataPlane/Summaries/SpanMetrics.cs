using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>What a span logged of the metrics that summaries count; null where it logged no number.</summary>
internal readonly record struct SpanMetrics
{
    /// <summary>Unix seconds.</summary>
    public double? Start { get; init; }

    /// <summary>Unix seconds.</summary>
    public double? End { get; init; }

    public double? PromptTokens { get; init; }

    public double? PromptCachedTokens { get; init; }

    public double? PromptCacheCreationTokens { get; init; }

    public double? CompletionTokens { get; init; }

    /// <summary>What <c>total_tokens</c> says, else <c>tokens</c>, else the sum of the two kinds.</summary>
    public double? TotalTokens { get; init; }

    public double? Seconds => End - Start is { } seconds ? Math.Max(0, seconds) : null;

    /// <summary>Reads a JSON object; anything else has no metrics.</summary>
    public static SpanMetrics Read(ReadOnlySpan<byte> json)
    {
        double? start = null, end = null, prompt = null, cached = null, created = null, completion = null, total = null, tokens = null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("start"u8))
            {
                start = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("end"u8))
            {
                end = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                prompt = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_cached_tokens"u8))
            {
                cached = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_cache_creation_tokens"u8))
            {
                created = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                completion = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                total = ScoreReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("tokens"u8))
            {
                tokens = ScoreReader.Number(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new SpanMetrics
        {
            Start = start,
            End = end,
            PromptTokens = prompt,
            PromptCachedTokens = cached,
            PromptCacheCreationTokens = created,
            CompletionTokens = completion,
            TotalTokens = total ?? tokens ?? (prompt is null && completion is null ? null : (prompt ?? 0) + (completion ?? 0)),
        };
    }
}
