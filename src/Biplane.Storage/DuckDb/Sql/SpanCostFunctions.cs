using System.Buffers;
using System.Text;
using System.Text.Json;
using Biplane.Model.Json;
using Biplane.Query.Prices;
using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>What a span costs, of its metrics (JSON), its model, its purpose and, for one part of the cost, that part's name. A span without a cost gives null.</summary>
internal static class SpanCostFunctions
{
    public const string Cost = "biplane_span_cost";
    public const string Breakdown = "biplane_span_cost_breakdown";

    private static readonly (byte[] Name, Setter Set)[] Metrics =
    [
        ("prompt_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Prompt = number),
        ("completion_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Completion = number),
        ("prompt_cached_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Cached = number),
        ("prompt_cache_creation_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Creation = number),
        ("prompt_cache_creation_5m_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Creation5m = number),
        ("prompt_cache_creation_1h_tokens"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.Creation1h = number),
        ("estimated_cost"u8.ToArray(), static (ref SpanTokens tokens, double? number) => tokens.LoggedCost = number),
    ];

    private static readonly byte[][] Components = [.. CostComponents.All.Select(Encoding.UTF8.GetBytes)];

    private delegate void Setter(ref SpanTokens tokens, double? number);

    public static void Register(DuckDbConnection connection, ModelPrices prices)
    {
        DuckDBType[] arguments = [DuckDBType.Varchar, DuckDBType.Varchar, DuckDBType.Varchar];
        ScalarFunction.Register(connection, Cost, [.. arguments, DuckDBType.Varchar], DuckDBType.Double, (given, row, answers) =>
        {
            if (CostOf(prices, given, row)?.Component(Component(given.Text(3, row))) is { } cost)
            {
                answers.Set(row, cost);
            }
            else
            {
                answers.SetNull(row);
            }
        });
        ScalarFunction.Register(connection, Breakdown, arguments, DuckDBType.Varchar, (given, row, answers) =>
        {
            if (CostOf(prices, given, row) is { } cost)
            {
                answers.Set(row, Json(cost));
            }
            else
            {
                answers.SetNull(row);
            }
        });
    }

    private static SpanCost? CostOf(ModelPrices prices, BorrowedChunk given, int row) =>
        !given.Text(2, row).SequenceEqual("scorer"u8) && TryRead(given.Text(0, row), out var tokens) ? SpanCost.Of(tokens, prices.Find(given.Text(1, row))) : null;

    private static string Component(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Components.Length; i++)
        {
            if (name.SequenceEqual(Components[i]))
            {
                return CostComponents.All[i];
            }
        }

        return CostComponents.Total;
    }

    // One walk over the text, in which nothing is allocated.
    private static bool TryRead(ReadOnlySpan<byte> json, out SpanTokens tokens)
    {
        tokens = default;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth + 8 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, ref tokens);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref SpanTokens tokens)
    {
        foreach (var (name, set) in Metrics)
        {
            if (reader.ValueTextEquals(name))
            {
                set(ref tokens, ReadNumber(ref reader));
                return;
            }
        }

        reader.Read();
        reader.Skip();
    }

    private static double? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        reader.Skip();
        return null;
    }

    private static ReadOnlySpan<byte> Json(in SpanCost cost)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(text);
        writer.WriteStartObject();
        Write(writer, "promptUncachedTokens", cost.Uncached);
        Write(writer, "promptCachedTokens", cost.Cached);
        Write(writer, "promptCacheCreationTokens", cost.Creation);
        Write(writer, "promptCacheCreation5mTokens", cost.Creation5m);
        Write(writer, "promptCacheCreation1hTokens", cost.Creation1h);
        Write(writer, "completionTokens", cost.Completion);
        foreach (var component in CostComponents.All)
        {
            Write(writer, component, cost.Component(component));
        }

        writer.WriteEndObject();
        writer.Flush();
        return text.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
