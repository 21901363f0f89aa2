using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query.Prices;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What a span costs, as the reference says it.</summary>
internal static class ReferenceCost
{
    private static readonly string[] Classes = ["promptUncached", "promptCached", "promptCacheCreation", "promptCacheCreation5m", "promptCacheCreation1h", "completion"];

    /// <summary>The members of a breakdown; null when there is no cost.</summary>
    public static Dictionary<string, double?>? Of(JsonObject? metrics, string? model, string? purpose)
    {
        if (purpose == "scorer" || metrics is null)
        {
            return null;
        }

        var logged = Metric(metrics, "estimated_cost");
        var price = ModelPrices.Default.Find(model ?? "");
        string[] names = ["prompt", "completion", "prompt_cached", "prompt_cache_creation", "prompt_cache_creation_5m", "prompt_cache_creation_1h"];
        var counts = names.ToDictionary(name => name, name => Metric(metrics, name + "_tokens"), StringComparer.Ordinal);
        if (logged is null && (price is null || counts.Values.All(count => count is null)))
        {
            return null;
        }

        double Count(string name) => counts[name] ?? 0;
        var split = Count("prompt_cache_creation_5m") + Count("prompt_cache_creation_1h");
        var creation = Math.Max(Count("prompt_cache_creation"), split);
        var isSplit = logged is null && price!.CacheWrite is not null && price.CacheWrite1h is not null && split >= Count("prompt_cache_creation");
        double[] tokens =
        [
            Math.Max(Count("prompt") - Count("prompt_cached") - creation, 0), Count("prompt_cached"), creation,
            isSplit ? Count("prompt_cache_creation_5m") : 0, isSplit ? Count("prompt_cache_creation_1h") : 0, Count("completion"),
        ];
        var costs = new double?[7];
        if (price is not null && logged is null)
        {
            double?[] rates = [price.Input, price.CacheRead ?? price.Input, price.CacheWrite ?? price.Input, price.CacheWrite, price.CacheWrite1h, price.Output];
            for (var i = 0; i < tokens.Length; i++)
            {
                costs[i] = tokens[i] * (rates[i] ?? 0) / 1e6;
            }

            costs[2] = isSplit ? costs[3] + costs[4] : costs[2];
        }

        costs[6] = logged ?? costs[0] + costs[1] + costs[2] + costs[5];
        return Classes.Select((name, i) => (name + "Tokens", (double?)tokens[i]))
            .Concat(Classes.Select((name, i) => (name + "TokensCost", Finite(costs[i]))))
            .Append(("totalCost", Finite(costs[6])))
            .ToDictionary(member => member.Item1, member => member.Item2, StringComparer.Ordinal);
    }

    private static double? Metric(JsonObject metrics, string name) =>
        metrics[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Finite(value.GetValue<double>()) : null;

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
