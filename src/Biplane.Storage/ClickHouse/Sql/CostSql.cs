using Biplane.Query.Prices;
using Biplane.Storage.ClickHouse.Tables;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>
/// <see cref="SpanCost"/> and <see cref="ModelPrices"/> as functions in SQL, over <see cref="PricesTable"/>. Operations stand in the same order, so that the
/// answers have the same bits. An array of one element, mapped, gives a value a name: functions are replaced by their text.
/// </summary>
internal static class CostSql
{
    /// <summary>
    /// Of metrics, model and purpose, all the numbers of a breakdown, see <see cref="Members"/>; an empty array for a span without a cost.
    /// </summary>
    public const string Numbers = "biplane_span_cost";

    /// <summary>The same as JSON text, NULL for a span without a cost.</summary>
    public const string Breakdown = "biplane_span_cost_breakdown";

    private const string Place = "biplane_price_place";
    private const string Metrics = "biplane_cost_metrics";
    private const string Parts = "biplane_cost_parts";
    private const int MaxNameLength = 256;

    private static readonly string[] Counts =
        ["promptUncachedTokens", "promptCachedTokens", "promptCacheCreationTokens", "promptCacheCreation5mTokens", "promptCacheCreation1hTokens", "completionTokens"];

    /// <summary>The names of the numbers.</summary>
    public static IReadOnlyList<string> Members { get; } = [.. Counts, .. CostComponents.All];

    /// <summary>The functions, in the order in which they need each other.</summary>
    public static IReadOnlyList<(string Name, string Body)> Functions { get; } =
    [
        (Place, $"x -> if(length(x) BETWEEN 1 AND {MaxNameLength}, {PlaceOf()}, 0)"),
        (Metrics, $"m -> arrayMap(k -> {SqlFunctions.Finite}(toFloat64OrNull(JSONExtractRaw(coalesce(m, ''), k))), "
            + "['prompt_tokens', 'completion_tokens', 'prompt_cached_tokens', 'prompt_cache_creation_tokens', 'prompt_cache_creation_5m_tokens', 'prompt_cache_creation_1h_tokens', 'estimated_cost'])"),
        (Parts, $"(a, i, p) -> if(a[7] IS NULL AND (i = 0 OR arrayAll(n -> n IS NULL, arraySlice(a, 1, 6))), [], {Priced})"),
        (Numbers, $"(m, model, purpose) -> if(purpose = 'scorer', [], arrayMap((a, i) -> {Parts}(a, i, arrayElement((SELECT groupArray((input, output, cache_read, cache_write, cache_write_1h)) "
            + $"FROM (SELECT * FROM {PricesTable.Name} ORDER BY place)), i)), [{Metrics}(m)], [{Place}(model)])[1])"),
        (Breakdown, $"(m, model, purpose) -> arrayMap(n -> if(empty(n), NULL, concat('{{', arrayStringConcat(arrayMap((k, v) -> concat('\"', k, '\":', coalesce(toJSONString({SqlFunctions.Finite}(v)), 'null')), "
            + $"[{string.Join(", ", Members.Select(name => $"'{name}'"))}], n), ','), '}}')), [{Numbers}(m, model, purpose)])[1]"),
    ];

    // Counts are made of c: prompt, completion, cached, creation, 5m, 1h, where what is missing is 0. isSplit says whether the times of the cache are told apart.
    private const string Priced = $"""
        arrayMap((c, split) -> arrayMap((c, split, created) -> arrayMap((c, split, created, uncached) ->
          if(a[7] IS NOT NULL, [uncached, c[3], created, 0, 0, c[2], NULL, NULL, NULL, NULL, NULL, NULL, a[7]],
          arrayMap((u, r, w5, w1, w, o) -> [uncached, c[3], created, if(split, c[5], 0), if(split, c[6], 0), c[2],
              {SqlFunctions.Finite}(u), {SqlFunctions.Finite}(r), {SqlFunctions.Finite}(if(split, w5 + w1, w)), {SqlFunctions.Finite}(if(split, w5, 0)), {SqlFunctions.Finite}(if(split, w1, 0)), {SqlFunctions.Finite}(o), {SqlFunctions.Finite}(u + r + if(split, w5 + w1, w) + o)],
            [uncached * p.1 / 1000000], [c[3] * p.3 / 1000000], [c[5] * p.4 / 1000000], [c[6] * coalesce(p.5, 0) / 1000000], [created * p.4 / 1000000], [c[2] * p.2 / 1000000])[1]),
          [c], [split], [created], [greatest(c[1] - c[3] - created, 0)])[1],
          [c], [split], [greatest(c[4], c[5] + c[6])])[1],
          [arrayMap(n -> coalesce(n, 0), arraySlice(a, 1, 6))], [a[7] IS NULL AND p.5 IS NOT NULL AND coalesce(a[5], 0) + coalesce(a[6], 0) >= coalesce(a[4], 0)])[1]
        """;

    // The first of all forms of the name that the list has, list by list.
    private static string PlaceOf() => $"""
        arrayMap(n -> arrayFirst(place -> place > 0, arrayMap(list -> arrayMap(forms -> arrayFirst(place -> place > 0, arrayMap(key ->
            transform(concat(toString(list), key), (SELECT groupArray(concat(toString(list), key)) FROM (SELECT * FROM {PricesTable.Name} ORDER BY place)), (SELECT groupArray(place) FROM (SELECT * FROM {PricesTable.Name} ORDER BY place)), toUInt32(0)),
            arrayConcat(
              arrayFlatten(arrayMap(f -> [concat('=', f), concat('^', substring(arrayFirst(q -> startsWith(concat(toString(list), '^', f), q), (SELECT groupArray(concat(toString(list), key)) FROM (SELECT * FROM {PricesTable.Name} WHERE startsWith(key, '^') ORDER BY place))), 2 + length(toString(list))))], forms)),
              arrayMap(f -> concat('=', replaceRegexpOne(f, '(?:-[0-9]{"{4}"}-[0-9]{"{2}"}-[0-9]{"{2}"}|[-@][0-9]{"{8}"}|-latest)$', '')), forms)))),
          [[n, splitByChar('/', n)[-1], replaceRegexpOne(splitByChar('/', n)[-1], '^[a-z][a-z-]*[.]', ''), replaceRegexpOne(splitByChar('/', n)[-1], '^(?:[a-z][a-z-]*[.])+', '')]])[1],
          (SELECT groupArray(list) FROM (SELECT DISTINCT list FROM {PricesTable.Name} ORDER BY list)))),
          [lowerUTF8(x)])[1]
        """;
}
