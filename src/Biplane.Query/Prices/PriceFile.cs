using System.Text.Json;

namespace Biplane.Query.Prices;

/// <summary>
/// Reads price files: <c>{"models":[{"name":"…","input":2.5,"output":10,"cacheRead":1.25,"cacheWrite":…,"cacheWrite1h":…}, …]}</c>. An
/// entry has a <c>name</c>, or a <c>prefix</c> for all names that begin so. <c>output</c> is 0 when it is missing; the cache prices may be.
/// </summary>
internal static class PriceFile
{
    private static readonly string[] Rates = ["input", "output", "cacheRead", "cacheWrite", "cacheWrite1h"];

    public static IReadOnlyList<PriceEntry> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException("It has to be an object with a list \"models\".");
            }

            return [.. models.EnumerateArray().Select((model, i) => Entry(model, i + 1))];
        }
        catch (JsonException error)
        {
            throw new FormatException($"It is not JSON: line {error.LineNumber + 1}.", error);
        }
    }

    private static PriceEntry Entry(JsonElement model, int number)
    {
        if (model.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(number, "has to be an object");
        }

        if (model.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => name is not ("name" or "prefix") && !Rates.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw Wrong(number, $"has an unknown member \"{unknown}\"; known are name, prefix, {string.Join(", ", Rates)}");
        }

        var isPrefix = model.TryGetProperty("prefix", out var text);
        if (model.TryGetProperty("name", out var name) == isPrefix || (isPrefix ? text : name) is not { ValueKind: JsonValueKind.String } given || given.GetString() is not { Length: > 0 } key)
        {
            throw Wrong(number, "needs either a \"name\" or a \"prefix\", a text");
        }

        var rates = Rates.Select(rate => Rate(model, rate, number)).ToArray();
        var input = rates[0] ?? throw Wrong(number, "needs a price \"input\"");
        return new PriceEntry(key.ToLowerInvariant(), isPrefix, new ModelPrice(input, rates[1] ?? 0, rates[2], rates[3], rates[4]));
    }

    private static double? Rate(JsonElement model, string name, int number)
    {
        if (!model.TryGetProperty(name, out var rate))
        {
            return null;
        }

        return rate.ValueKind == JsonValueKind.Number && rate.TryGetDouble(out var value) && double.IsFinite(value) && value >= 0
            ? value
            : throw Wrong(number, $"needs a number of dollars per million tokens, 0 or more, as \"{name}\"");
    }

    private static FormatException Wrong(int number, string what) => new($"Entry {number} of \"models\" {what}.");
}
