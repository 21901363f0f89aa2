using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>What a span logged of the metrics that summaries count; null where it logged no number.</summary>
internal readonly record struct SpanMetrics
{
    private static readonly string[] Names =
        ["start", "end", "prompt_tokens", "prompt_cached_tokens", "prompt_cache_creation_tokens", "completion_tokens", "total_tokens", "tokens"];

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
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        Span<double> numbers = stackalloc double[Names.Length];
        numbers.Fill(double.NaN);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = IndexOf(ref reader);
            var number = ScoreReader.Number(ref reader);
            if (name >= 0)
            {
                numbers[name] = number ?? double.NaN;
            }
        }

        var (prompt, completion) = (Logged(numbers[2]), Logged(numbers[5]));
        return new SpanMetrics
        {
            Start = Logged(numbers[0]),
            End = Logged(numbers[1]),
            PromptTokens = prompt,
            PromptCachedTokens = Logged(numbers[3]),
            PromptCacheCreationTokens = Logged(numbers[4]),
            CompletionTokens = completion,
            TotalTokens = Logged(numbers[6]) ?? Logged(numbers[7]) ?? (prompt is null && completion is null ? null : (prompt ?? 0) + (completion ?? 0)),
        };
    }

    private static int IndexOf(ref Utf8JsonReader name)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (name.ValueTextEquals(Names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static double? Logged(double number) => double.IsNaN(number) ? null : number;
}
