namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// Rolls the spans of each trace up into one row with the columns of a span: the root span's values (or, while there is no root yet, the first
/// span's), with scores, metrics and span attributes of the whole trace.
/// </summary>
internal sealed class SummaryWriter(SqlText sql)
{
    /// <summary>The columns of spans that are read here.</summary>
    public const string Columns = "root_key pagination_key is_root xact_id start_time end_time total_tokens has_error span_type span_attributes metrics scores";

    private const string IsLlm = "span_type = 'llm'";

    /// <param name="roots">The relation of the spans that stand for the traces, when the engine has found them; null finds them here.</param>
    public void Write(string? roots)
    {
        WriteTotals();
        WriteScores();
        WriteRoots(roots);
        sql.Append($"""
            , _summary AS NOT MATERIALIZED (SELECT _roots.* REPLACE (
              _totals.xact_id AS xact_id, _totals.start_time AS start_time, _totals.end_time AS end_time, _totals.total_tokens AS total_tokens,
              _totals.has_error AS has_error, _scores.scores AS scores, _totals.metrics AS metrics,
              CAST(json_merge_patch(coalesce(_roots.span_attributes, '{"{}"}'), json_object('cached', _totals.cached, 'has_error', _totals.has_error)) AS VARCHAR) AS span_attributes)
              FROM _roots JOIN _totals ON _roots.root_key = _totals.root_key LEFT JOIN _scores ON _roots.root_key = _scores.root_key)
            """);
    }

    // A pagination key belongs to one row: no row has to be carried through a sort to find the first one.
    private void WriteRoots(string? roots)
    {
        if (roots is not null)
        {
            sql.Append(", _roots AS NOT MATERIALIZED (SELECT _relation.*, _traces._place FROM ").Append(roots)
                .Append(" AS _relation JOIN _traces ON _relation.root_key = _traces.root_key)");
        }
        else
        {
            sql.Append(", _roots AS NOT MATERIALIZED (SELECT _spans.* FROM _spans JOIN _totals ON _spans.root_key = _totals.root_key AND _spans.pagination_key = _totals.root_place)");
        }
    }

    private void WriteTotals() => sql.Append($"""
        , _totals AS (SELECT root_key, root_place, xact_id, start_time, end_time, total_tokens, has_error, cached, CAST(json_object(
          'start', start_time, 'end', end_time, 'duration', end_time - start_time, 'llm_duration', llm_duration, 'time_to_first_token', time_to_first_token,
          'prompt_tokens', prompt_tokens, 'completion_tokens', completion_tokens, 'prompt_cached_tokens', prompt_cached_tokens,
          'prompt_cache_creation_tokens', prompt_cache_creation_tokens, 'total_tokens', total_tokens, 'estimated_cost', estimated_cost,
          'llm_calls', llm_calls, 'tool_calls', tool_calls, 'errors', errors, 'llm_errors', llm_errors, 'tool_errors', tool_errors) AS VARCHAR) AS metrics
          FROM (SELECT root_key, coalesce(min(pagination_key) FILTER (is_root), min(pagination_key)) AS root_place, max(xact_id) AS xact_id, min(start_time) AS start_time, max(end_time) AS end_time, sum(total_tokens) AS total_tokens,
            bool_or(coalesce(has_error, FALSE)) AS has_error,
            coalesce(bool_and(coalesce({Metric("cached")} > 0, FALSE) OR coalesce(json_extract_string(span_attributes, '$."cached"') = 'true', FALSE)) FILTER ({IsLlm}), FALSE) AS cached,
            sum(end_time - start_time) FILTER ({IsLlm}) AS llm_duration, avg({Metric("time_to_first_token")}) FILTER ({IsLlm}) AS time_to_first_token,
            sum({Metric("prompt_tokens")}) AS prompt_tokens, sum({Metric("completion_tokens")}) AS completion_tokens,
            sum({Metric("prompt_cached_tokens")}) AS prompt_cached_tokens, sum({Metric("prompt_cache_creation_tokens")}) AS prompt_cache_creation_tokens,
            sum({Metric("estimated_cost")}) AS estimated_cost,
            count(*) FILTER ({IsLlm}) AS llm_calls, count(*) FILTER (span_type = 'tool') AS tool_calls, count(*) FILTER (has_error) AS errors,
            count(*) FILTER ({IsLlm} AND has_error) AS llm_errors, count(*) FILTER (span_type = 'tool' AND has_error) AS tool_errors
            FROM _spans GROUP BY root_key))
        """);

    private void WriteScores() => sql.Append($"""
        , _scores AS (SELECT root_key, CAST(json_group_object(name, mean) AS VARCHAR) AS scores FROM (
          SELECT root_key, name, avg({Finite("TRY_CAST(CAST(json_extract(scores, '/' || replace(replace(name, '~', '~0'), '/', '~1')) AS VARCHAR) AS DOUBLE)")}) AS mean
          FROM (SELECT root_key, scores, unnest(json_keys(scores)) AS name FROM _spans WHERE scores IS NOT NULL) GROUP BY root_key, name ORDER BY name)
          GROUP BY root_key)
        """);

    private static string Metric(string name) =>
        Finite($"TRY_CAST(CAST(json_extract(metrics, '$.\"{name}\"') AS VARCHAR) AS DOUBLE)");

    // A number beyond 64 bits becomes an infinity, which is no figure to add up.
    private static string Finite(string number) => $"{FiniteFunction.Name}({number})";
}
