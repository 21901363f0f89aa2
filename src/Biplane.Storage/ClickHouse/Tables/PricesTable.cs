using System.Globalization;
using System.Text;
using Biplane.Query.Prices;

namespace Biplane.Storage.ClickHouse.Tables;

/// <summary>
/// The table of what models cost, which the functions of <see cref="Sql.CostSql"/> read. Its rows are <see cref="ModelPrices.Lists"/> in their order; the key
/// of a name begins with <c>=</c>, that of a prefix with <c>^</c>.
/// </summary>
internal static class PricesTable
{
    public const string Name = "biplane_model_prices";

    /// <summary>The statement that creates the table.</summary>
    public const string Create = $"""
        CREATE TABLE IF NOT EXISTS {Name} (
          list UInt8, place UInt32, key String, input Float64, output Float64, cache_read Float64, cache_write Float64, cache_write_1h Nullable(Float64))
        ENGINE = MergeTree ORDER BY place
        """;

    /// <summary>The statements that make these the prices.</summary>
    public static IEnumerable<string> Fill(ModelPrices prices)
    {
        var rows = prices.Lists.SelectMany((entries, list) => entries.Select(entry => (list, entry)));
        yield return $"TRUNCATE TABLE {Name}";
        yield return $"INSERT INTO {Name} VALUES {string.Join(", ", rows.Select((row, i) => Row(row.list, i + 1, row.entry)))}";
    }

    private static string Row(int list, int place, PriceEntry entry)
    {
        var price = entry.Price;
        var key = Convert.ToHexString(Encoding.UTF8.GetBytes((entry.IsPrefix ? "^" : "=") + entry.Text));
        var isSplit = price is { CacheWrite: not null, CacheWrite1h: not null };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"({list}, {place}, unhex('{key}'), {price.Input:R}, {price.Output:R}, {price.CacheRead ?? price.Input:R}, {price.CacheWrite ?? price.Input:R}, {(isSplit ? price.CacheWrite1h!.Value.ToString("R", CultureInfo.InvariantCulture) : "NULL")})");
    }
}
