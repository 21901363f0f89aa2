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

    /// <param name="roots">The relation of the spans that stand for the traces, when the engine has found them; null finds them here.</param>
    public void Write(string? roots)
    {
        var hasScores = use.Has("scores");
        WriteTotals();
        if (hasScores)
        {
            sql.Append(", _scores AS (").Append(dialect.MeanScores).Append(")");
        }

        WriteRoots(roots);
        sql.Append(", _summary").Append(dialect.Inline).Append("""
            (SELECT _roots.* REPLACE (
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
            dialect.WriteObjectWith(sql, () => sql.Append("_roots.span_attributes"), [Flag("cached"), Flag("has_error")]);
            sql.Append(" AS span_attributes");
        }

        sql.Append(")\n  FROM _roots JOIN _totals ON _roots.root_key = _totals.root_key");
        sql.Append(hasScores ? " LEFT JOIN _scores ON _roots.root_key = _scores.root_key)" : ")");
    }

    private bool HasFlags => use.Has("span_attributes", "cached") || use.Has("span_attributes", "has_error");

    private ObjectMember Flag(string name) => new(() => sql.Append($"'{name}'"), () => sql.Append("_totals." + name), ColumnType.Boolean);

    // A pagination key belongs to one row: no row has to be carried through a sort to find the first one.
    private void WriteRoots(string? roots)
    {
        sql.Append(", _roots").Append(dialect.Inline);
        if (roots is not null)
        {
            sql.Append("(SELECT _relation.*, _traces._place FROM ").Append(roots).Append(" AS _relation JOIN _traces ON _relation.root_key = _traces.root_key)");
        }
        else
        {
            sql.Append("(SELECT _spans.* FROM _spans JOIN _totals ON _spans.root_key = _totals.root_key AND _spans.pagination_key = _totals.root_place)");
        }
    }

    private void WriteTotals() => sql.Append($"""
        , _totals AS (SELECT root_key, root_place, xact_id, start_time, end_time, total_tokens, has_error{(HasFlags ? ", cached" : "")}{UsedMetrics()}
          FROM (SELECT root_key, coalesce(min(pagination_key) FILTER (WHERE is_root), min(pagination_key)) AS root_place, max(xact_id) AS xact_id, min(start_time) AS start_time, max(end_time) AS end_time, biplane_finite(sum(total_tokens)) AS total_tokens,
            {dialect.AnyTrue}(coalesce(has_error, FALSE)) AS has_error,
            coalesce({dialect.AllTrue}(coalesce({Metric("cached")} > 0, FALSE) OR coalesce({dialect.Member("span_attributes", "cached")} IN ('true', '"true"'), FALSE)) FILTER (WHERE {IsLlm}), FALSE) AS cached,
            biplane_finite(sum(coalesce({Metric("duration")}, biplane_finite(end_time - start_time))) FILTER (WHERE {IsLlm})) AS llm_duration,
            biplane_finite(avg({Metric("time_to_first_token")}) FILTER (WHERE {IsLlm})) AS time_to_first_token,
            {Sum(Metric("prompt_tokens"))} AS prompt_tokens, {Sum(Metric("completion_tokens"))} AS completion_tokens,
            {Sum(Metric("prompt_cached_tokens"))} AS prompt_cached_tokens, {Sum(Metric("prompt_cache_creation_tokens"))} AS prompt_cache_creation_tokens,
            {Sum(dialect.CostOfSpan)} AS estimated_cost,
            count(*) FILTER (WHERE {IsLlm}) AS llm_calls, count(*) FILTER (WHERE span_type = 'tool') AS tool_calls, count(*) FILTER (WHERE has_error) AS errors,
            count(*) FILTER (WHERE {IsLlm} AND has_error) AS llm_errors, count(*) FILTER (WHERE span_type = 'tool' AND has_error) AS tool_errors
            FROM _spans GROUP BY root_key))
        """);

    // The others are not added up: the engine leaves out what nothing refers to.
    private string UsedMetrics()
    {
        (string Name, string Value)[] metrics =
        [
            ("start", "start_time"), ("end", "end_time"), ("duration", "biplane_finite(end_time - start_time)"),
            .. Figures("llm_duration time_to_first_token prompt_tokens completion_tokens prompt_cached_tokens prompt_cache_creation_tokens total_tokens estimated_cost"),
            .. Figures("llm_calls tool_calls errors llm_errors tool_errors"),
        ];
        var used = metrics.Where(metric => use.Has("metrics", metric.Name)).ToList();
        return use.Has("metrics") ? $", {dialect.ObjectOf(used.Count > 0 ? used : metrics[..1])} AS metrics" : "";
    }

    // A sum beyond 64 bits is null like every number beyond 64 bits.
    private static string Sum(string value) => $"biplane_finite(sum({value}))";

    private static IEnumerable<(string, string)> Figures(string names) => names.Split(' ').Select(name => (name, name));

    // A number beyond 64 bits becomes an infinity, which is no figure to add up.
    private string Metric(string name)
    {
        var number = dialect.Cast(ColumnType.Text, ColumnType.Number);
        return number.Before + dialect.Member("metrics", name) + number.After;
    }
}
