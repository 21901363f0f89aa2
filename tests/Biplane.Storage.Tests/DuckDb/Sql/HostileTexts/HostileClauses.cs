using System.Text.RegularExpressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>
/// Queries in which a hostile text stands, over the rows of <c>HostileStore</c>: <c>{R}</c> is the source, <c>{L}</c> the text as a literal, <c>{N}</c> as a name, <c>{K}</c> as a
/// pattern that only it matches, <c>{A}</c> the text as it is. In answers § is the text, and ¶ its literal.
/// </summary>
internal static partial class HostileClauses
{
    /// <summary>The text is a value, a name or a step: the answer has it as it is.</summary>
    public static (string Query, string Answer)[] Values { get; } =
    [
        // select
        ("select: input as {N}, output.{N}.{N} as b | from: {R} | filter: id = 'hit'", """[{"§":"§","b":"§"}]"""),
        ("SELECT {L} AS first, {L} AS {N} FROM {R} WHERE id = 'hit'", """[{"first":"§","§":"§"}]"""),
        ("SELECT {L} AS {L} FROM {R} WHERE id = 'hit'", """[{"§":"§"}]"""),
        ("SELECT {L} FROM {R} WHERE id = 'hit'", """[{"¶":"§"}]"""),
        ("select: metadata.{N} | from: {R} | filter: id = 'hit'", """[{"§":"found"}]"""),
        ("select: {N}.{N} as own, tags[0] as tag, {N}.nothing as nothing, metadata.{N}[0] as element | from: {R} | filter: id = 'hit'", """[{"own":"§","tag":"§","nothing":null,"element":null}]"""),
        ("select: distinct input as {N} | from: {R} | filter: id = 'hit'", """[{"§":"§"}]"""),
        ("select: input, output, metadata.{N} as m, tags, scores, error | from: {R} | filter: id = 'hit'", """[{"input":"§","output":{"§":{"§":"§"}},"m":"found","tags":["§"],"scores":{"§":0.5},"error":"{\"§\":1}"}]"""),
        ("select: id, name, root_span_id | from: {R} | filter: input = {L}", """[{"id":"hit","name":"§","root_span_id":"§"}]"""),

        // functions
        ("select: concat({L}, '|', input) as a, coalesce(metadata.nothing, {L}) as b, nullif({L}, 'x') as c, nullif(input, {L}) as d | from: {R} | filter: id = 'hit'", """[{"a":"§|§","b":"§","c":"§","d":null}]"""),
        ("select: least({L}, {L}) as a, greatest(input, {L}) as b, to_string({L}) as c, to_string(input) as d | from: {R} | filter: id = 'hit'", """[{"a":"§","b":"§","c":"§","d":"§"}]"""),
        ("select: (input = {L} ? {L} : 'no') as a, (input != {L} ? 'no' : input) as b | from: {R} | filter: id = 'hit'", """[{"a":"§","b":"§"}]"""),
        ("SELECT CASE WHEN input = {L} THEN {L} ELSE 'no' END AS a FROM {R} WHERE id = 'hit'", """[{"a":"§"}]"""),
        ("select: json_extract(metadata.json, {L}) as a, json_extract(metadata.json, 'none') as b, json_extract({L}, {L}) as c | from: {R} | filter: id = 'hit'", """[{"a":"§","b":null,"c":null}]"""),
        ("select: input in [{L}, 'x'] as a, tags includes {L} as b, contains(tags, {L}) as c, input like {K} as d, input ilike {K} as e | from: {R} | filter: id = 'hit'", """[{"a":true,"b":true,"c":true,"d":true,"e":true}]"""),
        ("select: input is not null and input = {L} and {L} = input and input <=> {L} as a, input <!=> {L} as b, input between {L} and {L} as c, input > {L} as d | from: {R} | filter: id = 'hit'", """[{"a":true,"b":false,"c":true,"d":false}]"""),

        // filter
        ("select: id | from: {R} | filter: input = {L}", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: not (input != {L}) and input <=> {L}", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: id = {L}", """[{"id":"§"}]"""),
        ("select: id | from: {R} | filter: id in [{L}] and span_id in [{L}]", """[{"id":"§"}]"""),
        ("select: id | from: {R} | filter: root_span_id = {L} and span_attributes.name = {L} and metadata.model = {L}", """[{"id":"hit"}]"""),
        ("SELECT id FROM {R} WHERE input IN ({L}, 'x') AND tags IN ({L}, 'y')", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: metadata.{N} = 'found' and output.{N}.{N} = {L} and {N}.{N} = {L} and scores.{N} = 0.5", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: tags includes {L} and tags includes [{L}] and contains(tags, {L})", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: input like {K} and input ilike {K} and tags[0] like {K}", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | filter: json_extract(metadata.json, {L}) = {L} and concat(input, 'x') = concat({L}, 'x') and coalesce(input, {L}) = {L}", """[{"id":"hit"}]"""),
        ("SELECT id FROM {R} WHERE input BETWEEN {L} AND {L}", """[{"id":"hit"}]"""),
        ("select: id | from: {R} traces | filter: any_span(input = {L}) and any_span(metadata.{N} = 'found') and not any_span(input = 'other')", """[{"id":"hit"}]"""),
        ("SELECT id FROM project_logs('{I}', shape => 'traces') WHERE ANY_SPAN(output.{N}.{N} = {L} AND ANY_SPAN(tags IN ({L}))) AND FILTER_SPANS(input = {L})", """[{"id":"hit"}]"""),
        ("select: id | from: {R} traces | filter: input = {L} | trace_filter: metadata.{N} = 'found' and input like {K}", """[{"id":"hit"}]"""),

        // groups
        ("SELECT input AS {N}, count(*) AS n FROM {R} GROUP BY input HAVING max(input) = {L}", """[{"§":"§","n":1}]"""),
        ("dimensions: {L} as a, metadata.{N} as {N} | measures: count(1) as n | from: {R} | filter: metadata.{N} = 'found'", """[{"a":"§","§":"found","n":1}]"""),
        ("dimensions: output.{N}.{N} as k | measures: min({L}) as a, max({L}) as b, any_value({L}) as c, sum(input = {L}) as d | from: {R} | filter: id = 'hit' | final_filter: min({L}) = {L} and k = {L}", """[{"k":"§","a":"§","b":"§","c":"§","d":1}]"""),
        ("measures: count(input = {L} ? 1 : null) as {N} | from: {R}", """[{"§":1}]"""),
        ("measures: count_distinct(input = {L} ? {L} : null) as a, max(output.{N}.{N}) as b, avg(scores.{N}) as c, percentile(scores.{N}, 0.5) as d | from: {R}", """[{"a":1,"b":"§","c":0.5,"d":0.5}]"""),
        ("select: id | from: {R} summary | filter: input = {L} | final_filter: avg(scores.{N}) > 0.1", """[{"id":"hit"}]"""),

        // sort
        ("select: id | from: {R} | sort: (input = {L} ? 0 : 1), id | limit: 1", """[{"id":"hit"}]"""),
        ("select: id | from: {R} | sort: metadata.{N} desc, scores.{N}, output.{N}.{N} | limit: 1", """[{"id":"hit"}]"""),
        ("SELECT input AS {N} FROM {R} WHERE id = 'hit' ORDER BY {L}, metadata.{N} DESC", """[{"§":"§"}]"""),
        ("SELECT metadata.{N} AS {N}, count(*) AS n FROM {R} GROUP BY metadata.{N} ORDER BY max(input = {L} ? 1 : 0) DESC, metadata.{N} LIMIT 1", """[{"§":"found","n":1}]"""),

        // queries within queries
        ("SELECT t.{N} FROM (SELECT input AS {N} FROM {R} WHERE id = 'hit') AS t WHERE t.{N} = {L} ORDER BY t.{N}", """[{"§":"§"}]"""),
        ("SELECT * FROM (SELECT input AS {N}, {L} AS b FROM {R} WHERE id = 'hit')", """[{"§":"§","b":"§"}]"""),
        ("SELECT t.{N} AS a, count(*) AS n FROM (SELECT {L} AS {N} FROM {R}) AS t GROUP BY t.{N} HAVING max(t.{N}) = {L}", """[{"a":"§","n":3}]"""),
        ("WITH a AS (SELECT output AS {N} FROM {R} WHERE input = {L}), b AS (SELECT a.{N} AS {N} FROM a) SELECT b.{N}.{N}.{N} AS deep FROM b", """[{"deep":"§"}]"""),

        // pivot and unpivot
        ("SELECT count(*) FROM {R} WHERE input = {L} PIVOT (count(*) AS {N} FOR input IN (ANY))", """[{"§_§":1}]"""),
        ("dimensions: metadata.{N} as {N}, input as p | pivot: max({L}) as m | from: {R} | filter: id = 'hit'", """[{"§":"found","§_m":"§"}]"""),
        ("pivot: count(1) as n for output.{N}.{N} | from: {R} | filter: id = 'hit'", """[{"§_n":1}]"""),
        ("select: k, v | from: {R} | unpivot: output.{N} as (k, v) | filter: id = 'hit' and k = {L} and v = {L}", """[{"k":"§","v":"§"}]"""),
        ("SELECT k, v FROM {R} UNPIVOT (v FOR k IN (scores)) WHERE k = {L} OR k LIKE {K}", """[{"k":"§","v":0.5}]"""),
        ("select: k, {N}.{N} as v | from: {R} | unpivot: output as (k, {N}) | filter: k = {L}", """[{"k":"§","v":"§"}]"""),
        ("select: id, v | from: {R} | unpivot: scores as ({N}, v) | filter: id = 'hit'", """[{"id":"hit","v":0.5}]"""),
        ("select: id | from: {R} | unpivot: tags as {N} | filter: id = 'hit'", """[{"id":"hit"}]"""),
        ("select: tag | from: {R} | unpivot: tags as tag | filter: tag = {L}", """[{"tag":"§"}]"""),
        ("dimensions: k | measures: max(v) as v | from: {R} | unpivot: scores as (k, v) | filter: id = 'hit'", """[{"k":"§","v":0.5}]"""),

        // infer, sample
        ("infer: metadata.{N} | from: {R} | filter: input = {L}", """[{"name":["metadata","§"],"type":{"type":"string"},"count":1,"top_values":[{"value":"found","count":1}]}]"""),
        ("infer: scores | from: {R} | filter: id = 'hit'", """[{"name":["scores"],"type":{"type":"object"},"count":1,"top_values":[]},{"name":["scores","§"],"type":{"type":"number"},"count":1,"top_values":[{"value":0.5,"count":1}]}]"""),
        ("select: id | from: {R} | filter: input = {L} | sample: 100%", """[{"id":"hit"}]"""),
        ("select: input as {N} | from: {R} | filter: input = {L} | sample: 5", """[{"§":"§"}]"""),
        ("select: id | from: {R} summary | filter: input = {L} | sample: 5 seed 7", """[{"id":"hit"}]"""),

        // columns that a query adds
        ("select: id | from: {R} | filter: id = 'hit' | comparison_key: metadata.{N}", """[{"id":"hit","comparison_key":"found"}]"""),
        ("select: id | from: {R} | filter: id = 'hit' | comparison_key: concat(input, {L})", """[{"id":"hit","comparison_key":"§§"}]"""),
        ("select: id | from: {R} | filter: comparison_key = {L} | comparison_key: input", """[{"id":"hit","comparison_key":"§"}]"""),
        ("select: id | from: {R} | filter: id = 'hit' | custom_columns: {L} as {N}, output.{N}.{N} as y", """[{"id":"hit","§":"§","y":"§"}]"""),
        ("select: id | from: {R} summary | filter: id = 'hit' | custom_columns: concat({L}, '') as {N} | preview_length: -1", """[{"id":"hit","§":"§"}]"""),
        ("select: scores | from: {R} | filter: id = 'hit' | weighted_scores: 2 as {N}", """[{"scores":{"§":2}}]"""),
        ("select: scores | from: {R} | filter: id = 'miss' | weighted_scores: 2 as {N}", """[{"scores":{"x":1,"§":2}}]"""),
        ("select: scores.w as w, scores.{N} as s | from: {R} | filter: id = 'hit' | weighted_scores: scores.{N} * 4 as w", """[{"w":2,"s":0.5}]"""),
        ("select: scores.{N} as s | from: {R} | filter: scores.{N} = 3 and id = 'hit' | weighted_scores: 3 as {N}", """[{"s":3}]"""),
        ("select: input, metadata | from: {R} summary | filter: input = {L} | preview_length: -1", """[{"input":"§","metadata":{"§":"found","model":"§","json":"{\"§\":\"§\"}"}}]"""),
    ];

    /// <summary>A text from a fixed set, a number, or a cursor is asked for: there is a finding.</summary>
    public static string[] Refused { get; } =
    [
        "select: date_trunc({L}, created) as a | from: {R}",
        "select: created + to_interval({L}) as a | from: {R}",
        "select: created - interval 1 {N} as a | from: {R}",
        "select: estimated_cost_component({L}) as a | from: {R}",
        "select: round(scores.a, {L}) as a | from: {R}",
        "measures: percentile(scores.a, {L}) as a | from: {R}",
        "select: {N}({L}) as a | from: {R}",
        "select: input like input as a, input match input as b, search(input) as c, json_extract(input, input) as d, {L} as e | from: {R}",
        "select: id | from: {R} | limit: {L}",
        "select: id | from: {R} | preview_length: {L}",
        "infer: * | from: {R} | inference_budget: {L}",
        "infer: {L} | from: {R}",
        "select: id | from: {R} | sample: {L}",
        "select: id | from: {R} | sample: 50% seed {L}",
        "select: id | from: {R} | cursor: {L} | sort: input",
        "select: id | from: {R} | cursor: {L}",
        "select: id | from: {R} summary | cursor: {N}",
        "SELECT id FROM {R} OFFSET {L}",
        "SELECT id FROM {R} SETTINGS preview_length = {L}",
        "SELECT id FROM {R} SETTINGS {N} = 5",
        "SELECT id FROM project_logs('{I}', shape => {L})",
        "SELECT id FROM {R} AS {N}",
        "WITH {N} AS (SELECT id FROM {R}) SELECT id FROM {N}",
        "SELECT id FROM {R} TABLESAMPLE ({L} PERCENT) REPEATABLE ({L})",
        "SELECT id FROM {R} GROUP BY 1 PIVOT ({L} FOR {N} IN ({L}))",
        "SELECT id FROM {R} UNPIVOT (v FOR {L} IN ({L}, {L}))",
        "select: id | from: {N}('{I}')",
        "select: id | from: {N}",
        "select: id | from: project_logs({L})",
        "select: id | from: project_logs('{I}', {L})",
        "select: id | from: project_dataset({L}, {L})",
        "select: id | from: org_prompts({L})",
        "select: id | from: dataset({N})",
        "select: id | from: {R} | filter: created > {L}",
        "select: id | from: {R} | {N}: input",
        "select: id | from: {R} | filter: is_root + {L} > 1 and any_span({L})",
    ];

    /// <summary>A finding, or an answer of some kind.</summary>
    public static string[] Either { get; } =
    [
        "select: * | from: {R} | filter: input = {L}",
        "select: * | from: {R} summary | custom_columns: input as {N} | preview_length: 2",
        "select: * | from: {R} traces | filter: any_span(input match {L})",
        "select: lower({L}) as a, upper({L}) as b, len({L}) as c, byte_size({L}) as d, levenshtein(input, {L}) as e, levenshtein_similarity({L}, metadata.{N}) as f | from: {R}",
        "select: to_number({L}) as a, to_integer({L}) as b, to_boolean({L}) as c | from: {R}",
        "select: to_datetime({L}) as a | from: {R}",
        "select: to_date({L}) as a | from: {R}",
        "select: day({L}) as a | from: {R}",
        "select: -{L} as a | from: {R}",
        "select: {L} + 1 as a | from: {R}",
        "select: abs({L}) as a, floor({L}) as b, ceil({L}) as c, round({L}, 2) as d | from: {R}",
        "select: created - {L} as a | from: {R}",
        "select: (metadata.{N} ? {L} : 1) as a, ({L} ? 1 : 2) as b | from: {R}",
        "select: {N} | from: {R}",
        "select: {N} as {N}, {N} as b | from: {R} | sort: {N}",
        "select: {N}.a, a.{N}, metadata.{N}.{N}.{N} | from: {R}",
        "select: metadata.{N} as a, output.{N} as a | from: {R}",
        "select: input as {N}, output as {N} | from: {R}",
        "select: id | from: {R} | filter: input match {L} or search({L}) or metadata match {L} or tags match {L} or input not match {L}",
        "select: id | from: {R} | filter: input like {L} or metadata ilike {L} or tags like {L} or input not like {L} or id like {L}",
        "select: id | from: {R} | filter: tags includes {L} and metadata includes {L} and input includes {L}",
        "select: id | from: {R} | filter: is_root = {L}",
        "select: id | from: {R} | filter: scores.a > {L} or metrics.start < {L} or duration = {L}",
        "select: id | from: {R} | filter: project_id = {L} or project_id in [{L}]",
        "select: id | from: {R} | filter: _xact_id = {L}",
        "select: id | from: {R} | filter: _xact_id > {L} or _pagination_key in [{L}]",
        "select: id | from: {R} | filter: _pagination_key > {L}",
        "select: id | from: {R} | filter: created = {L} or created in [{L}]",
        "select: id | from: {R} | filter: {L}",
        "select: id | from: {R} | filter: {N}",
        "select: id | from: {R} | filter: id < {L} or name >= {L} or span_attributes.type <= {L} or comments = {L} or facets.{N} = {L}",
        "select: id | from: {R} | filter: classifications.{N}.label = {L} or classifications.{N} is not null or classifications.{N}.{N} in [{L}]",
        "select: id | from: {R} | filter: metadata.nothing = {\"a\": 1} or input = {L} or input in [[{L}], {L}]",
        "dimensions: {N} | measures: count({N}) as {N} | from: {R}",
        "SELECT {L}, count(*) FROM {R} GROUP BY {L} HAVING {L} = {L} ORDER BY {L}",
        "SELECT {N}, count(*) FROM {R} GROUP BY {N} HAVING {N} = {L} ORDER BY {N}",
        "SELECT * FROM (SELECT {L} FROM {R}) WHERE {N} = {L}",
        "infer: output, input, tags, metadata.{N} | from: {R} | filter: input = {L}",
        "infer: {N}.{N} | from: {R}",
        "select: id | from: {R} | unpivot: {L} as {N}",
        "select: * | from: {R} | unpivot: metadata as ({N}, {N})",
        "SELECT * FROM {R} UNPIVOT ({N} FOR {N} IN (output.{N})) UNPIVOT ({N} FOR _ IN (tags))",
        "SELECT * FROM {R} GROUP BY input PIVOT (count(*) AS {N}, max({L}) FOR {N} IN (ANY))",
        "select: * | from: {R} | weighted_scores: {L} as {N}, input as {N} | comparison_key: {L} | custom_columns: {L} as {N}, {L} as {N}",
        "select: id | from: prompt({L}, {L})",
        "select: id | from: function({N})",
    ];

    /// <summary>The text itself is part of the query.</summary>
    public static string[] Raw { get; } =
    [
        "{A}", "select: {A} | from: {R}", "select: id as {A} | from: {R}", "select: id | from: {A}", "select: id | from: {R} {A}", "select: id | from: project_logs({A})", "select: id | from: project_logs('{A}')",
        "select: metadata.{A} | from: {R}", "select: metadata.\"{A}\" | from: {R}", "select: metadata[{A}] | from: {R}", "select: concat({A}) | from: {R}", "select: {A}(1) | from: {R}", "select: {{A}} | from: {R}",
        "dimensions: {A} | from: {R}", "measures: {A} | from: {R}", "measures: count({A}) | from: {R}", "select: id | from: {R} | filter: {A}", "select: id | from: {R} | filter: input = {A}", "select: id | from: {R} | filter: input = '{A}'",
        "select: id | from: {R} | filter: input = \"{A}\"", "select: id | from: {R} | filter: input in [{A}]", "select: id | from: {R} traces | filter: any_span({A})", "select: id | from: {R} traces | trace_filter: {A}",
        "dimensions: input | measures: count(1) | from: {R} | final_filter: {A}", "select: id | from: {R} | sort: {A}", "select: id | from: {R} | limit: {A}", "select: id | from: {R} | cursor: {A}", "select: id | from: {R} | cursor: '{A}'",
        "select: id | from: {R} | unpivot: {A}", "select: id | from: {R} | unpivot: tags as {A}", "dimensions: input | measures: count(1) | from: {R} | pivot: {A}", "infer: {A} | from: {R}", "select: id | from: {R} | sample: {A}",
        "select: id | from: {R} | sample: 5 seed {A}", "select: id | from: {R} | comparison_key: {A}", "select: id | from: {R} | custom_columns: {A}", "select: id | from: {R} | weighted_scores: {A}",
        "select: id | from: {R} | preview_length: {A}", "infer: * | from: {R} | inference_budget: {A}", "select: id | from: {R} | {A}", "select: id | from: {R}\n{A}: 1", "select: id -- {A}\n| from: {R}", "select: id | from: {R} -- {A}",
        "SELECT {A} FROM {R}", "SELECT id AS {A} FROM {R}", "SELECT id FROM {A}", "SELECT id FROM {R} {A}", "SELECT id FROM {R} AS {A}", "SELECT id FROM ({A})", "WITH {A} AS (SELECT id FROM {R}) SELECT id FROM {R}",
        "SELECT id FROM {R} WHERE {A}", "SELECT id FROM {R} WHERE input = '{A}'", "SELECT id FROM {R} WHERE input = \"{A}\"", "SELECT id FROM {R} WHERE input IN ({A})", "SELECT id FROM {R} GROUP BY {A}",
        "SELECT count(*) FROM {R} GROUP BY input HAVING {A}", "SELECT id FROM {R} ORDER BY {A}", "SELECT id FROM {R} LIMIT {A}", "SELECT id FROM {R} OFFSET {A}", "SELECT count(*) FROM {R} PIVOT ({A})",
        "SELECT id FROM {R} UNPIVOT ({A})", "SELECT id FROM {R} TABLESAMPLE {A}", "SELECT id FROM {R} SETTINGS {A}", "SELECT id FROM project_logs('{I}', shape => {A})",
    ];

    /// <summary>A query with the text in its places.</summary>
    public static string Fill(string query, Guid project, string text) => Place().Replace(query, match => match.Value switch
    {
        "{R}" => $"project_logs('{project:D}')",
        "{I}" => project.ToString("D"),
        "{L}" => QueryPrinter.Print(LiteralExpression.String(text)),
        "{K}" => QueryPrinter.Print(LiteralExpression.String(Pattern(text))),
        "{N}" => Name(text),
        _ => text,
    });

    // Always in quotes: as a word of the language it would be another query.
    private static string Name(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Pattern(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[RILKNA]\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
