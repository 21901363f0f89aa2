using Biplane.Model.Rows;

namespace Biplane.Storage.Sql;

/// <summary>
/// Rolls the spans of each trace up into one row with the columns of a span: the root span's values (or, while there is no root yet, the first
/// span's), with scores, metrics and span attributes of the whole trace.
/// </summary>
internal sealed class SummaryWriter(SqlText sql, SqlDialect dialect, SummaryUse use)
{
    /// <summary>The columns of spans that are read here.</summary>
    public const string Columns = "root_key pagination_key is_root xact_id start_time end_time total_tokens has_error span_type model span_attributes metrics scores";

    private const string IsLlm = "span_type = 'llm'";
    private const string IsTool = "span_type = 'tool'";

    /// <param name="roots">The relation of the spans that stand for the traces, when the engine has found them; null finds them here.</param>
    public void Write(string? roots)
    {
        var hasScores = use.Has("scores");
        WriteTotals();
        if (hasScores)
        {
            sql.Append(", _scores AS (").Append(dialect.MeanScores).Append(")");
        }

        // A pagination key belongs to one row: no row has to be carried through a sort to find the first one.
        var (relation, match) = roots is null ? ("_base", "_root.pagination_key = _totals.root_place") : (roots, "_root.root_key = _totals.root_key");
        sql.Append(", _summary").Append(dialect.Inline).Append("""
            (SELECT _root.* REPLACE (
              _totals.xact_id AS xact_id, _totals.start_time AS start_time, _totals.end_time AS end_time, _totals.total_tokens AS total_tokens,
              _totals.has_error AS has_error
            """);
        if (use.Has("metrics"))
        {
            sql.Append(", _totals.metrics AS metrics");
        }

        if (hasScores)
        {
            sql.Append(", _scores.scores AS scores");
        }

        if (HasFlags)
        {
            sql.Append(", ");
            dialect.WriteObjectWith(sql, () => sql.Append("_root.span_attributes"), [Flag("cached"), Flag("has_error")]);
            sql.Append(" AS span_attributes");
        }

        sql.Append("), _totals._place AS _place\n  FROM ").Append(relation).Append(" AS _root JOIN _totals ON ").Append(match);
        sql.Append(hasScores ? " LEFT JOIN _scores ON _root.root_key = _scores.root_key)" : ")");
    }

    private bool HasFlags => use.Has("span_attributes", "cached") || use.Has("span_attributes", "has_error");

    private ObjectMember Flag(string name) => new(() => sql.Append($"'{name}'"), () => sql.Append("_totals." + name), ColumnType.Boolean);

    // Only what is asked for: the engine would leave out the rest, but it takes a millisecond to find that out.
    private void WriteTotals()
    {
        var used = Metrics().Where(metric => use.Has("metrics", metric.Name)).ToList();
        var figures = (used.Count > 0 ? used : Metrics()[..1]).ConvertAll(metric => (metric.Name, Value: metric.Sum is null ? metric.Value : metric.Name));
        sql.Append(", _totals AS (SELECT root_key, _place, root_place, xact_id, start_time, end_time, total_tokens, has_error")
            .Append(HasFlags ? ", cached" : "")
            .Append(use.Has("metrics") ? $", {dialect.ObjectOf(figures)} AS metrics" : "")
            .Append($"""

              FROM (SELECT root_key, max(_place) AS _place, coalesce(min(pagination_key) FILTER (WHERE is_root), min(pagination_key)) AS root_place, max(xact_id) AS xact_id,
                min(start_time) AS start_time, max(end_time) AS end_time, biplane_finite(sum(total_tokens)) AS total_tokens, {dialect.AnyTrue}(coalesce(has_error, FALSE)) AS has_error
            """)
            .Append(HasFlags ? $", {IsCached} AS cached" : "");
        foreach (var (name, _, sum) in used.Where(metric => metric.Sum is not null))
        {
            sql.Append($", {sum} AS {name}");
        }

        sql.Append(" FROM _spans GROUP BY root_key) AS _sums)");
    }

    private string IsCached =>
        $"coalesce({dialect.AllTrue}(coalesce({Metric("cached")} > 0, FALSE) OR coalesce({dialect.Member("span_attributes", "cached")} IN ('true', '\"true\"'), FALSE)) FILTER (WHERE {IsLlm}), FALSE)";

    // What a trace's metrics are: from its totals, or a sum of its own.
    private List<(string Name, string Value, string? Sum)> Metrics() =>
    [
        ("start", "start_time", null), ("end", "end_time", null), ("duration", "biplane_finite(end_time - start_time)", null),
        ("llm_duration", "", $"biplane_finite(sum(coalesce({Metric("duration")}, biplane_finite(end_time - start_time))) FILTER (WHERE {IsLlm}))"),
        ("time_to_first_token", "", $"biplane_finite(avg({Metric("time_to_first_token")}) FILTER (WHERE {IsLlm}))"),
        ("prompt_tokens", "", Sum(Metric("prompt_tokens"))), ("completion_tokens", "", Sum(Metric("completion_tokens"))),
        ("prompt_cached_tokens", "", Sum(Metric("prompt_cached_tokens"))), ("prompt_cache_creation_tokens", "", Sum(Metric("prompt_cache_creation_tokens"))),
        ("total_tokens", "total_tokens", null), ("estimated_cost", "", Sum(dialect.CostOfSpan)),
        ("llm_calls", "", Count(IsLlm)), ("tool_calls", "", Count(IsTool)), ("errors", "", Count("has_error")),
        ("llm_errors", "", Count($"{IsLlm} AND has_error")), ("tool_errors", "", Count($"{IsTool} AND has_error")),
    ];

    private static string Count(string condition) => $"count(*) FILTER (WHERE {condition})";

    // A sum beyond 64 bits is null like every number beyond 64 bits.
    private static string Sum(string value) => $"biplane_finite(sum({value}))";

    // A number beyond 64 bits becomes an infinity, which is no figure to add up.
    private string Metric(string name)
    {
        var number = dialect.Cast(ColumnType.Text, ColumnType.Number);
        return number.Before + dialect.Member("metrics", name) + number.After;
    }
}
