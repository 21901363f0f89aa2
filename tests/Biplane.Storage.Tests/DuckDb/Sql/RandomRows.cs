using System.Globalization;
using System.Text.Json.Nodes;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Rows with values of every JSON type in every place, the same ones in each run.</summary>
internal static class RandomRows
{
    private static readonly string[] Words = ["a", "b", "A", "Word", "two words", "it's", "back\\slash", "é", "", "50%", "x_y", "xzy", "5", "true", "line\nword", "\"q\""];

    private static readonly string[] Models = ["gpt-4o", "openai/GPT-4o-2099-01-01", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-3-opus-latest", "gemini-2.5-flash"];

    private static readonly string[] Counts =
        ["prompt_tokens", "completion_tokens", "prompt_cached_tokens", "prompt_cache_creation_tokens", "prompt_cache_creation_5m_tokens", "prompt_cache_creation_1h_tokens"];

    private static readonly string[] Figures = ["start", "end", "time_to_first_token"];

    private static readonly string[] Rare = ["cached", "duration", "tokens", "total_tokens", "of_mine"];

    private static readonly string[] ScoreNames = ["a", "b", "x/y~z", "q\"t\\", ""];

    private static readonly string[] Types = ["llm", "llm", "tool", "score", "task"];

    public static List<JsonObject> Generate(int count)
    {
        var random = new Random(20260110);

        // Read back from text, so that every number is one of JSON and not of some .NET type.
        return [.. Enumerable.Range(0, count).Select(i => JsonNode.Parse(Row(random, i).ToJsonString())!.AsObject())];
    }

    private static JsonObject Row(Random random, int index)
    {
        var row = new JsonObject
        {
            ["id"] = "r" + index.ToString(CultureInfo.InvariantCulture),
            ["root_span_id"] = "t" + random.Next(18).ToString(CultureInfo.InvariantCulture),
            ["created"] = RandomTimes.Times[random.Next(RandomTimes.Times.Count)],
            ["input"] = Value(random, 2),
            ["output"] = Value(random, 2),
            ["expected"] = Value(random, 1),
            ["error"] = random.Next(3) == 0 ? Value(random, 1) : null,
            ["metadata"] = random.Next(6) == 0 ? Value(random, 1) : new JsonObject
            {
                ["a"] = Value(random, 2),
                ["b"] = Value(random, 1),
                ["t"] = random.Next(5) == 0 ? Value(random, 1) : RandomTimes.Texts[random.Next(RandomTimes.Texts.Count)],
                ["x y"] = Value(random, 0),
                ["quo\"te"] = Value(random, 0),
                ["model"] = random.Next(2) == 0 ? Value(random, 0) : Models[random.Next(Models.Length)],
            },
            ["scores"] = random.Next(6) == 0 ? Value(random, 0) : Scores(random),
            ["tags"] = random.Next(4) == 0 ? null : new JsonArray(Value(random, 0), Value(random, 0)),
            ["span_attributes"] = random.Next(10) == 0 ? Value(random, 0) : Attributes(random),
            ["metrics"] = random.Next(8) == 0 ? Value(random, 0) : Metrics(random),
            ["span_parents"] = random.Next(2) == 0 ? null : new JsonArray("p"),
        };
        return row;
    }

    private static JsonObject Scores(Random random)
    {
        var scores = new JsonObject();
        foreach (var name in ScoreNames.Where(name => random.Next(name.Length < 2 ? 2 : 6) == 0))
        {
            scores[name] = Value(random, 0);
        }

        return scores;
    }

    private static JsonObject Attributes(Random random)
    {
        var attributes = new JsonObject { ["type"] = random.Next(4) == 0 ? Value(random, 0) : Types[random.Next(Types.Length)], ["name"] = Value(random, 0) };
        if (random.Next(4) == 0)
        {
            attributes["purpose"] = random.Next(2) == 0 ? "scorer" : Value(random, 0);
        }

        if (random.Next(3) == 0)
        {
            attributes["cached"] = Value(random, 0);
        }

        return attributes;
    }

    private static JsonObject Metrics(Random random)
    {
        var metrics = new JsonObject();
        foreach (var name in Counts.Where(_ => random.Next(2) == 0))
        {
            metrics[name] = random.Next(5) == 0 ? Value(random, 0) : JsonValue.Create(random.Next(5000));
        }

        // Quarters, whose sums and differences are exact.
        foreach (var name in Figures.Where(_ => random.Next(3) > 0))
        {
            metrics[name] = random.Next(8) == 0 ? Value(random, 0) : JsonValue.Create(random.Next(40) / 4.0);
        }

        foreach (var name in Rare.Where(_ => random.Next(8) == 0))
        {
            metrics[name] = Value(random, 0);
        }

        // Two of them are beyond 64 bits, in whatever order they are added up.
        if (random.Next(20) == 0)
        {
            metrics[random.Next(2) == 0 ? "end" : "prompt_cached_tokens"] = JsonValue.Create(1.5e308);
        }

        if (random.Next(5) == 0)
        {
            metrics["estimated_cost"] = Value(random, 0);
        }

        return metrics;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 7) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 or 3 => random.Next(3) switch { 0 => JsonValue.Create(random.Next(-2, 7)), 1 => JsonValue.Create(2.5), _ => JsonValue.Create(1000) },
        4 or 5 or 6 => JsonValue.Create(Words[random.Next(Words.Length)]),
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject { ["a"] = Value(random, depth - 1), ["b"] = Value(random, depth - 1) },
    };
}
