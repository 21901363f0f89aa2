using System.Globalization;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Texts and values that no engine may stumble over, and what is asked of them.</summary>
public static class Hostile
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, CaseRows.ProjectId);

    private static readonly string[] Queries =
    [
            "select: * | from: {0}",
            "select: * | from: {0} summary",
            "select: id, input > 1 as a, output + 1 as b, scores.a * metadata.a as c, len(metadata) as d, to_datetime(input) as e, to_number(input) as f, round(scores.a, 2) as g | from: {0}",
            "select: id, day(to_datetime(metadata.a)) as h, input <=> output as i, input < output as j, coalesce(scores.a, input) as k, to_integer(input) as l, json_extract(input, 'a') as m | from: {0}",
            "select: id | from: {0} | filter: input match 'a' or metadata.a[0].b = 1 or tags includes 'x' or tags includes 1 or input like '%x%' or created > now() - interval 1 day",
            "select: id | from: {0} traces | filter: input != 5 and not (scores.a > 0.1) or metrics.duration > 0",
            "measures: sum(scores.a) as a, avg(input) as b, min(input) as c, max(metadata.a) as d, percentile(scores.a, 0.9) as e, count(tags) as f, count_distinct(input) as g | from: {0}",
            "dimensions: metadata.a as a, input as b | measures: count(1) as n | from: {0} | sort: n desc, a",
            "select: id | from: {0} | sort: input, metadata.a desc",
            "select: score, value | from: {0} | unpivot: scores as (score, value)",
            "select: tag | from: {0} | unpivot: tags as tag",
            "select: * | from: {0} | preview_length: 3",
    ];

    // {0}: the source, {1}: the text as a literal, {2}: a name, {3}: a path.
    private static readonly string[] Clauses =
    [
        "SELECT {3} AS {2}, count(*) AS n FROM {0} GROUP BY {3} HAVING max(input) != {1} ORDER BY n",
        "SELECT DISTINCT {3} AS {2} FROM {0}",
        "SELECT {2} FROM (SELECT input AS {2} FROM {0}) AS t WHERE {2} = {1} ORDER BY {2}",
        "WITH a AS (SELECT {3} AS {2} FROM {0}), b AS (SELECT {2} FROM a) SELECT count_distinct({2}) AS n FROM b WHERE {2} LIKE {1}",
        "SELECT {2}, v FROM {0} UNPIVOT (v FOR {2} IN (metadata)) WHERE {2} = {1}",
        "select: {2} | from: {0} | unpivot: tags as {2} | filter: {2} = {1}",
        "SELECT count(*) AS {2} FROM {0} PIVOT (count(*) AS {2} FOR input IN (ANY))",
        "dimensions: {3} as {2} | measures: any_value({3}) as a, min({1}) as b, percentile({3}, 0.5) as c | from: {0} | final_filter: b = {1}",
        "select: id | from: {0} | custom_columns: {3} as {2} | comparison_key: {3} | weighted_scores: 1 as {2}",
        "select: * | from: {0} summary | custom_columns: concat({1}, input) as {2} | preview_length: 2",
        "select: id | from: {0} traces | filter: any_span({3} = {1}) | trace_filter: {3} != {1} or input is null",
        "select: id | from: {0} | filter: search({1}) or {3} match {1} or {3} ilike {1} or tags includes {1} or input in [{1}]",
        "select: json_extract(input, {1}) as a, coalesce({3}, {1}) as b, nullif({3}, {1}) as c, to_datetime({1}) as d, {1} < input as e | from: {0}",
        "select: * | from: {0} | sample: 50% seed 7",
        "infer: {3} | from: {0} | filter: {3} != {1}",
    ];

    /// <summary>The columns that a hostile value is put into, one row each.</summary>
    internal static string[] Columns { get; } = ["input", "output", "scores", "metadata", "metrics", "tags", "span_attributes", "classifications"];

    public static TheoryData<string> Texts() =>
    [
        "'; DROP TABLE rows; --", "\"; DROP TABLE rows; --", "x\" OR \"1\"=\"1", "\\'; DROP TABLE rows; --", "$1", "?", "%s", "*/ DROP", "a\0b", "\0", "$.\"a\"", "#-1",
        "/a/b~1", "[*]", "$[*]", "'||(SELECT 1)||'", "\u2028", "𝒳", "{{x}}", "(?i).*", "\\E.*",
        "'", "\"", "`", "\\", "\\'", "; DELETE FROM rows", "-- x\nDROP TABLE rows", "/* x */", "$q$ x $q$", "{", "{p0:String}", "\\%_", "]) OR (1=1", "| limit: 0", "\r\n\t", " ",
        "\u202Eשלום 'עולם'\u202C", "👩‍👩‍👧‍👦", "e\u0301", "\uFEFF\uFFFF", "null", "1e400", "0", "*", string.Concat(Enumerable.Repeat("'\"`\\;--$?{}\0%_", 300)),
    ];

    public static TheoryData<string> Values() =>
    [
        "1e400", "-1e400", "{\"a\":1e400}", "[1e400]", "123456789012345678901234567890", "1e-400", "\"\\u0000\"", "{\"\\u0000\":1}", "{\"a\":1,\"a\":\"x\"}",
        new string('[', 1000) + new string(']', 1000), "\"NaN\"", "\"Infinity\"", "{\"\":{\"\":1}}", "\"9999999-99-99\"", "\"infinity\"", "[[[]]]", "{}", "[]", "\"\"", "0", "true",
    ];

    /// <summary>A row that has the text in every place, and one that does not have it.</summary>
    internal static JsonObject[] Rows(string text) =>
    [
        new JsonObject { ["id"] = "hit", ["input"] = text, ["metadata"] = new JsonObject { [text] = "found" }, ["tags"] = new JsonArray(text) },
        new JsonObject { ["id"] = "miss", ["input"] = "other", ["metadata"] = new JsonObject { ["x"] = "found" }, ["tags"] = new JsonArray("x") },
    ];

    /// <summary>Asks for the text in every way, over <see cref="Rows"/>.</summary>
    internal static void AssertAreValues(string text, Func<QueryPlan, IReadOnlyList<JsonObject>> run)
    {
        var literal = LiteralExpression.String(text);
        Expression[] conditions =
        [
            Q.Compare(Q.Path("input"), BinaryOperator.Equal, literal),
            Q.Compare(Q.Path("metadata", text), BinaryOperator.Equal, Q.Literal("found")),
            Q.Compare(Q.Path("tags"), BinaryOperator.Includes, literal),
            Q.In(Q.Path("input"), [text, "nothing"]),
        ];

        foreach (var condition in conditions)
        {
            Assert.Equal(["hit"], Ids(run, condition));
            Assert.Equal(["hit"], Ids(run, Q.Text(QueryPrinter.Print(condition))));
        }

        Assert.Empty(Ids(run, Q.Compare(Q.Path("id"), BinaryOperator.Equal, literal)));
        Ids(run, Q.Compare(Q.Path("input"), BinaryOperator.Like, literal));
        Ids(run, Q.Compare(Q.Path("input"), BinaryOperator.Match, literal));
        Ids(run, Q.Compare(Q.Call("json_extract", Q.Path("input"), literal), BinaryOperator.Equal, literal));
    }

    /// <summary>Asks in every way of rows of which some are odd; each query has to be answered.</summary>
    internal static void AssertAnswersAll(Func<QueryPlan, IReadOnlyList<JsonObject>> run)
    {
        foreach (var query in Queries)
        {
            var text = query.Replace("{0}", $"project_logs('{CaseRows.ProjectId}')", StringComparison.Ordinal);
            var compiled = QueryPipeline.Compile(QueryRequest.FromText(text, QueryCase.Now));
            Assert.True(compiled.Plan is not null, query + string.Concat(compiled.Errors.Select(e => e.Message)));
            Assert.NotNull(run(compiled.Plan));
        }
    }

    /// <summary>No part of the text of a query, nor of the values that a pivot makes columns of, is text of its SQL.</summary>
    internal static void AssertIsNotIn(string text, Func<QueryPlan, IReadOnlyList<string?>, string> sqlOf)
    {
        const string Mark = "sEnTiNeL";
        var hostile = Mark + text;
        var query = QueryBuilder.From(Logs)
            .Select(Q.Path("metadata", hostile), hostile)
            .Where(Q.Compare(Q.Path("input"), BinaryOperator.Equal, Q.Literal(hostile)))
            .Where(Q.Compare(Q.Path("input"), BinaryOperator.Match, Q.Literal(hostile)))
            .OrderBy(Q.Path("metadata", hostile), isDescending: true)
            .Build();

        Assert.DoesNotContain(Mark, sqlOf(Compile(query), []), StringComparison.OrdinalIgnoreCase);
        Assert.All(ClausesWith(hostile), plan => Assert.DoesNotContain(Mark, sqlOf(plan, [hostile, null]), StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<QueryPlan> ClausesWith(string text)
    {
        var literal = QueryPrinter.Print(LiteralExpression.String(text));
        var name = QueryPrinter.Print(Q.Path(text));
        var path = QueryPrinter.Print(Q.Path("metadata", text));
        foreach (var clause in Clauses)
        {
            var query = string.Format(CultureInfo.InvariantCulture, clause, $"project_logs('{CaseRows.ProjectId}')", literal, name, path);
            var request = QueryRequest.FromText(query, QueryCase.Now) with { SampleSeed = text, RootSpanId = text, TimeZoneOffsetMinutes = 480 };
            var compiled = QueryPipeline.Compile(request);
            Assert.True(compiled.Plan is not null, query + string.Concat(compiled.Errors.Select(e => e.Message)));
            yield return compiled.Plan;
            yield return QueryPipeline.Compile(request with { RootSpanId = null, AuditLog = true }).Plan!;
        }

        foreach (var query in HostileClauses.Values.Select(item => item.Query).Concat(HostileClauses.Either))
        {
            var request = QueryRequest.FromText(HostileClauses.Fill(query, CaseRows.ProjectId, text), QueryCase.Now) with { SampleSeed = text };
            if (QueryPipeline.Compile(request).Plan is { } plan)
            {
                yield return plan;
            }
        }
    }

    /// <summary>A filter of thousands of terms and a list of thousands of ids, over rows of which <c>r4999</c> is one.</summary>
    internal static void AssertTakesThousandsOfTerms(Func<QueryPlan, IReadOnlyList<JsonObject>> run)
    {
        var filter = string.Join(" or ", Enumerable.Range(0, 5000).Select(i => $"id = 'r{i}' and metadata.x is null"));

        Assert.Equal(["r4999"], Ids(run, Q.Text(filter)));
        Assert.Equal(["r4999"], Ids(run, Q.In(Q.Path("id"), Enumerable.Range(0, 20_000).Select(i => $"r{i}"))));
    }

    /// <summary>The ids of the rows that a condition keeps.</summary>
    internal static IEnumerable<string> Ids(Func<QueryPlan, IReadOnlyList<JsonObject>> run, Expression condition) =>
        run(Compile(QueryBuilder.From(Logs).Select(Q.Path("id")).Where(condition).Build())).Select(row => (string)row["id"]!);

    internal static QueryPlan Compile(QuerySyntax query)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromSyntax(query, QueryCase.Now));
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }
}
