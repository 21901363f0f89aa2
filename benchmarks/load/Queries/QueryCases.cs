namespace Biplane.Load.Queries;

/// <summary>The questions of the query benchmark.</summary>
internal static class QueryCases
{
    public const string SmallTrace = "bench-trace-small";
    public const string LargeTrace = "bench-trace-large";
    public const string SpreadTrace = "bench-trace-spread";

    public static IReadOnlyList<QueryCase> Of(Guid project, SpanSource source, (Guid Base, Guid New) experiments)
    {
        var from = $"from: project_logs('{project:D}')";
        var duck = $"kind = 1 AND object_id = '{project:D}'";
        var other = $"project_id = '{project:D}'";
        var traces = $"/v1/project_logs/{source.Others:D}";
        var sample = source.Make(source.Rows / SpanSource.SpansPerTrace / 10 * 5 * SpanSource.SpansPerTrace);
        var month = source.Make(source.Rows - 1).Created.AddDays(-30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        const string all = "id, xact_id, created, span_id, root_span_id, is_root, left(input, 125), left(output, 125), left(metadata, 125), metrics, scores, span_attributes, tags";
        const string allJson = "id, created, span_id, root_span_id, is_root, left(payload->>'input', 125), left(payload->>'output', 125), payload->'metadata', payload->'metrics', payload->'scores', payload->'span_attributes'";
        const string allColumns = "id, created, span_id, root_span_id, is_root, substring(input, 1, 125), substring(output, 1, 125), metadata, metrics, scores, span_attributes";
        const string last = "ORDER BY seq DESC LIMIT 50";
        string Newest(string condition) => $"SELECT {all} FROM rows WHERE {duck} AND ({condition}) ORDER BY pagination_key DESC LIMIT 50";
        string NewestPg(string condition) => $"SELECT {allJson} FROM spans WHERE {other} AND ({condition}) {last}";
        string NewestCh(string condition) => $"SELECT {allColumns} FROM spans WHERE {other} AND ({condition}) {last}";
        string Compared(string figure) => $"avg(n.{figure}), avg(b.{figure}), count(*) FILTER (n.{figure} > b.{figure}), count(*) FILTER (n.{figure} < b.{figure})";
        string List(string filter) => $"select: * | {from} | filter: {filter} | preview_length: 125 | limit: 50";
        const string phrase = QueryCase.NewPhrase;
        const string isNew = $"id != '{QueryCase.NewName}'";
        const string rootsNew = $"is_root AND {isNew}";
        var idNew = $"id IN ('{sample.Id}', '{QueryCase.NewName}')";
        return
        [
            // What a request costs that asks for next to nothing: no answer over HTTP is there sooner.
            new("bare", null, Postgres: "SELECT 'one'", Path: "/xact-id"),
            new("newestRoots", List("is_root"), Newest("is_root"), NewestPg("is_root"), NewestCh("is_root")),
            new("newestRootsNew", List(rootsNew), Newest(rootsNew), NewestPg(rootsNew), NewestCh(rootsNew)),
            new(
                "newestTraces",
                $"select: * | {from} summary | preview_length: 125 | limit: 50",
                $"WITH t AS (SELECT {all}, pagination_key FROM rows WHERE {duck} AND is_root ORDER BY pagination_key DESC LIMIT 50) SELECT t.*, s.* EXCLUDE root_span_id FROM t JOIN (SELECT root_span_id, count(*), max(end_time) - min(start_time), sum(total_tokens), sum((metrics->>'$.prompt_tokens')::DOUBLE), sum((metrics->>'$.completion_tokens')::DOUBLE), avg((scores->>'$.quality')::DOUBLE), count(*) FILTER (has_error), count(*) FILTER (span_type = 'llm'), count(*) FILTER (span_type = 'tool') FROM rows WHERE {duck} AND root_span_id IN (SELECT root_span_id FROM t) GROUP BY root_span_id) s USING (root_span_id) ORDER BY pagination_key DESC"),
            new("rowById", $"select: * | {from} | filter: id = '{sample.Id}'", $"SELECT * FROM rows WHERE {duck} AND id = '{sample.Id}'", $"SELECT * FROM spans WHERE {other} AND id = '{sample.Id}'", $"SELECT * FROM spans WHERE {other} AND id = '{sample.Id}'"),
            new("rowByIdNew", $"select: * | {from} | filter: {idNew}", $"SELECT * FROM rows WHERE {duck} AND {idNew}", $"SELECT * FROM spans WHERE {other} AND {idNew}", $"SELECT * FROM spans WHERE {other} AND {idNew}"),
            new("trace10", $"select: * | {from} | filter: root_span_id = '{sample.TraceId}'", $"SELECT * FROM rows WHERE {duck} AND root_span_id = '{sample.TraceId}'", $"SELECT * FROM spans WHERE {other} AND root_span_id = '{sample.TraceId}'", $"SELECT * FROM spans WHERE {other} AND root_span_id = '{sample.TraceId}'"),
            new("trace100", $"select: * | {from} | filter: root_span_id = '{SmallTrace}'", $"SELECT * FROM rows WHERE {duck} AND root_span_id = '{SmallTrace}'"),
            new("trace100k", $"select: id, span_id, span_parents, span_attributes, metrics.start, metrics.end, is_root | from: project_logs('{source.Others:D}') | filter: root_span_id = '{LargeTrace}' | limit: 100000", $"SELECT id, span_id, span_parents, span_attributes, start_time, end_time, is_root FROM rows WHERE kind = 1 AND object_id = '{source.Others:D}' AND root_span_id = '{LargeTrace}' ORDER BY pagination_key DESC"),
            new("skeleton100k", null, Path: $"{traces}/trace?root_span_id={LargeTrace}"),
            new("skeletonSpread", null, Path: $"{traces}/trace?root_span_id={SpreadTrace}"),
            new("wordInTrace", null, Path: $"{traces}/trace/search", Body: $$"""{"root_span_id":"{{SpreadTrace}}","query":"refund closed"}"""),
            new("textInTrace", null, Path: $"{traces}/trace/search", Body: $$"""{"root_span_id":"{{SpreadTrace}}","query":"ndow clos","mode":"text"}"""),
            new("absentInTrace", null, Path: $"{traces}/trace/search", Body: $$"""{"root_span_id":"{{SpreadTrace}}","query":"bsentwor","mode":"text"}"""),
            new("jsonRare", List($"metadata.session = '{sample.Session}'"), Newest($"metadata->>'$.session' = '{sample.Session}'"), NewestPg($"payload @> '{{\"metadata\":{{\"session\":\"{sample.Session}\"}}}}'"), NewestCh($"metadata.session::String = '{sample.Session}'")),
            new("jsonCommon", List("metadata.environment = 'staging'"), Newest("metadata->>'$.environment' = 'staging'"), NewestPg("payload @> '{\"metadata\":{\"environment\":\"staging\"}}'"), NewestCh("metadata.environment::String = 'staging'")),
            new("jsonCommonNew", List($"metadata.environment = 'staging' AND {isNew}"), Newest($"metadata->>'$.environment' = 'staging' AND {isNew}"), NewestPg($"payload @> '{{\"metadata\":{{\"environment\":\"staging\"}}}}' AND {isNew}"), NewestCh($"metadata.environment::String = 'staging' AND {isNew}")),
            new("scoreRange", List("scores.quality > 0.99"), Newest("(scores->>'$.quality')::DOUBLE > 0.99"), NewestPg("(payload->'scores'->>'quality')::float8 > 0.99"), NewestCh("scores.quality::Nullable(Float64) > 0.99")),
            new("tagged", List("tags INCLUDES 'triage' AND is_root"), Newest("is_root AND list_contains(tags::VARCHAR[], 'triage')"), NewestPg("is_root AND payload @> '{\"tags\":[\"triage\"]}'"), NewestCh("is_root AND has(tags, 'triage')")),
            new("wordRare", List("search('zebrafish')"), Newest("contains(input, 'zebrafish') OR contains(output, 'zebrafish')"), NewestPg("text_words @@ to_tsquery('simple', 'zebrafish')"), NewestCh("hasToken(input, 'zebrafish') OR hasToken(output, 'zebrafish')")),
            new("wordCommon", List("search('timeout')"), Newest("contains(input, 'timeout') OR contains(output, 'timeout')"), NewestPg("text_words @@ to_tsquery('simple', 'timeout')"), NewestCh("hasToken(input, 'timeout') OR hasToken(output, 'timeout')")),
            new("phraseRare", List("search('\\\"refund window closed\\\"')"), Newest("contains(input, 'refund window closed')"), NewestPg("text_words @@ phraseto_tsquery('simple', 'refund window closed')"), NewestCh("hasToken(input, 'refund') AND hasToken(input, 'window') AND hasToken(input, 'closed') AND position(input, 'refund window closed') > 0")),
            new("phraseNew", List($"search('\\\"{phrase}\\\"')"), Newest($"contains(input, '{phrase}') OR contains(output, '{phrase}')"), NewestPg($"text_words @@ phraseto_tsquery('simple', '{phrase}')"), NewestCh($"hasAllTokens(input, '{phrase}') AND position(input, '{phrase}') > 0 OR hasAllTokens(output, '{phrase}') AND position(output, '{phrase}') > 0")),
            new("wordAbsent", List("search('absentword')"), Newest("contains(input, 'absentword')"), NewestPg("text_words @@ to_tsquery('simple', 'absentword')"), NewestCh("hasToken(input, 'absentword')")),
            new("substringRare", List("input ILIKE '%ebrafis%'"), Newest("input ILIKE '%ebrafis%'"), NewestPg("input_text ILIKE '%ebrafis%'"), NewestCh("input ILIKE '%ebrafis%'")),
            new("substringCommon", List("input ILIKE '%timeo%'"), Newest("input ILIKE '%timeo%'"), NewestPg("input_text ILIKE '%timeo%'"), NewestCh("input ILIKE '%timeo%'")),
            new("searchCount", $"measures: count(1) as n | {from} | filter: search('zebrafish')", $"SELECT count(*) FROM rows WHERE {duck} AND contains(input, 'zebrafish')", $"SELECT count(*) FROM spans WHERE {other} AND text_words @@ to_tsquery('simple', 'zebrafish')", $"SELECT count() FROM spans WHERE {other} AND hasToken(input, 'zebrafish')"),
            new(
                "byDayModel",
                $"dimensions: day(created) as day, metadata.model as model | measures: count(1) as n, sum(metrics.tokens) as tokens, percentile(metrics.end - metrics.start, 0.5) as p50, percentile(metrics.end - metrics.start, 0.95) as p95 | {from} | filter: created > '{month}' AND span_attributes.type = 'llm'",
                $"SELECT date_trunc('day', created), model, count(*), sum(total_tokens), quantile_cont(end_time - start_time, 0.5), quantile_cont(end_time - start_time, 0.95) FROM rows WHERE {duck} AND created > '{month}' AND span_type = 'llm' GROUP BY ALL",
                $"SELECT date_trunc('day', created), payload->'metadata'->>'model', count(*), sum((payload->'metrics'->>'tokens')::float8), percentile_cont(0.5) WITHIN GROUP (ORDER BY (payload->'metrics'->>'end')::float8 - (payload->'metrics'->>'start')::float8), percentile_cont(0.95) WITHIN GROUP (ORDER BY (payload->'metrics'->>'end')::float8 - (payload->'metrics'->>'start')::float8) FROM spans WHERE {other} AND created > '{month}' AND payload->'span_attributes'->>'type' = 'llm' GROUP BY 1, 2",
                $"SELECT toStartOfDay(created), metadata.model::String, count(), sum(metrics.tokens::Nullable(Float64)), quantile(0.5)(metrics.end::Float64 - metrics.start::Float64), quantile(0.95)(metrics.end::Float64 - metrics.start::Float64) FROM spans WHERE {other} AND created > '{month}' AND span_attributes.type::String = 'llm' GROUP BY 1, 2"),
            new("byHour", $"dimensions: hour(created) as hour | measures: count(1) as n, count(error) as errors | {from} | filter: created > '{month}'", $"SELECT date_trunc('hour', created), count(*), count(*) FILTER (has_error) FROM rows WHERE {duck} AND created > '{month}' GROUP BY ALL", $"SELECT date_trunc('hour', created), count(*), count(payload->'error') FROM spans WHERE {other} AND created > '{month}' GROUP BY 1", $"SELECT toStartOfHour(created), count(), countIf(error != '') FROM spans WHERE {other} AND created > '{month}' GROUP BY 1"),
            new("distinctUsers", $"measures: count_distinct(metadata.user_id) as users | {from} | filter: is_root", $"SELECT count(DISTINCT metadata->>'$.user_id') FROM rows WHERE {duck} AND is_root", $"SELECT count(DISTINCT payload->'metadata'->>'user_id') FROM spans WHERE {other} AND is_root", $"SELECT uniqExact(metadata.user_id::String) FROM spans WHERE {other} AND is_root"),
            new("topUsers", $"dimensions: metadata.user_id as user | measures: sum(metrics.tokens) as tokens | {from} | sort: tokens desc | limit: 10", $"SELECT metadata->>'$.user_id', sum((metrics->>'$.tokens')::DOUBLE) AS tokens FROM rows WHERE {duck} GROUP BY 1 ORDER BY tokens DESC NULLS LAST LIMIT 10", $"SELECT payload->'metadata'->>'user_id', sum((payload->'metrics'->>'tokens')::float8) AS tokens FROM spans WHERE {other} GROUP BY 1 ORDER BY tokens DESC NULLS LAST LIMIT 10", $"SELECT metadata.user_id::String AS u, sum(metrics.tokens::Nullable(Float64)) AS tokens FROM spans WHERE {other} GROUP BY u ORDER BY tokens DESC LIMIT 10"),
            new("errorsByName", $"dimensions: span_attributes.name as name | measures: count(1) as n | {from} | filter: error IS NOT NULL | sort: n desc", $"SELECT span_name, count(*) AS n FROM rows WHERE {duck} AND error IS NOT NULL GROUP BY 1 ORDER BY n DESC", $"SELECT payload->'span_attributes'->>'name', count(*) AS n FROM spans WHERE {other} AND payload ? 'error' GROUP BY 1 ORDER BY n DESC", $"SELECT span_attributes.name::String AS name, count() AS n FROM spans WHERE {other} AND error != '' GROUP BY name ORDER BY n DESC"),
            new("countAll", $"measures: count(1) as n | {from}", $"SELECT count(*) FROM rows WHERE {duck}", $"SELECT count(*) FROM spans WHERE {other}", $"SELECT count() FROM spans WHERE {other}"),
            new(
                "summarySorted",
                $"select: id, metrics.duration | {from} summary | filter: is_root AND scores.quality > 0.9 | sort: metrics.duration desc | limit: 50",
                $"SELECT any_value(id) FILTER (is_root), max(end_time) - min(start_time) AS duration FROM rows WHERE {duck} AND root_span_id IN (SELECT root_span_id FROM rows WHERE {duck} AND is_root AND (scores->>'$.quality')::DOUBLE > 0.9) GROUP BY root_span_id ORDER BY duration DESC NULLS LAST LIMIT 50"),
            new(
                "comparison",
                null,
                $"WITH c AS (SELECT object_id, input, avg((scores->>'$.exact')::DOUBLE) AS exact, avg((scores->>'$.similar')::DOUBLE) AS similar, avg(end_time - start_time) AS seconds, avg(total_tokens) AS tokens, avg(has_error::INTEGER) AS errors FROM rows WHERE kind = 2 AND object_id IN ('{experiments.New:D}', '{experiments.Base:D}') AND is_root GROUP BY object_id, input) SELECT count(*), {Compared("exact")}, {Compared("similar")}, {Compared("seconds")}, {Compared("tokens")}, {Compared("errors")} FROM c n JOIN c b USING (input) WHERE n.object_id = '{experiments.New:D}' AND b.object_id = '{experiments.Base:D}'",
                Path: $"/experiment-comparison2?experiment_id={experiments.New:D}&base_experiment_id={experiments.Base:D}"),
        ];
    }
}
