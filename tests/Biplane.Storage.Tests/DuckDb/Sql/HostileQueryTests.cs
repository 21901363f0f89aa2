using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.DuckDb.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Text of users never becomes SQL, and no stored value breaks a query.</summary>
public sealed class HostileQueryTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, RowTable.ProjectId);

    public static TheoryData<string> HostileTexts() =>
    [
        "'; DROP TABLE rows; --", "\"; DROP TABLE rows; --", "x\" OR \"1\"=\"1", "\\'; DROP TABLE rows; --", "$1", "?", "%s", "*/ DROP", "a\0b", "\0", "$.\"a\"", "#-1",
        "/a/b~1", "[*]", "$[*]", "'||(SELECT 1)||'", "\u2028", "𝒳", "{{x}}", "(?i).*", "\\E.*",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_hostile_text_is_a_value_like_any_other(string text)
    {
        using var table = new RowTable();
        table.Add(new JsonObject { ["id"] = "hit", ["input"] = text, ["metadata"] = new JsonObject { [text] = "found" }, ["tags"] = new JsonArray(text) });
        table.Add(new JsonObject { ["id"] = "miss", ["input"] = "other", ["metadata"] = new JsonObject { ["x"] = "found" }, ["tags"] = new JsonArray("x") });
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
            Assert.Equal(["hit"], Ids(table, condition));
            Assert.Equal(["hit"], Ids(table, Q.Text(QueryPrinter.Print(condition))));
        }

        Assert.Empty(Ids(table, Q.Compare(Q.Path("id"), BinaryOperator.Equal, literal)));
        Ids(table, Q.Compare(Q.Path("input"), BinaryOperator.Like, literal));
        Ids(table, Q.Compare(Q.Path("input"), BinaryOperator.Match, literal));
        Ids(table, Q.Compare(Q.Call("json_extract", Q.Path("input"), literal), BinaryOperator.Equal, literal));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void No_text_of_a_query_is_in_its_sql(string text)
    {
        const string Mark = "sEnTiNeL";
        var hostile = Mark + text;
        var query = QueryBuilder.From(Logs)
            .Select(Q.Path("metadata", hostile), hostile)
            .Where(Q.Compare(Q.Path("input"), BinaryOperator.Equal, Q.Literal(hostile)))
            .Where(Q.Compare(Q.Path("input"), BinaryOperator.Match, Q.Literal(hostile)))
            .OrderBy(Q.Path("metadata", hostile), isDescending: true)
            .Build();

        var sql = PlanSql.Emit(Compile(query), "(SELECT * FROM rows)");

        Assert.DoesNotContain(Mark, sql.Text, StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string> HostileValues() =>
    [
        "1e400", "-1e400", "{\"a\":1e400}", "[1e400]", "123456789012345678901234567890", "1e-400", "\"\\u0000\"", "{\"\\u0000\":1}", "{\"a\":1,\"a\":\"x\"}",
        new string('[', 1000) + new string(']', 1000), "\"NaN\"", "\"Infinity\"", "{\"\":{\"\":1}}", "\"9999999-99-99\"", "\"infinity\"", "[[[]]]", "{}", "[]", "\"\"", "0", "true",
    ];

    [Theory]
    [MemberData(nameof(HostileValues))]
    public void No_value_of_one_row_breaks_a_query(string json)
    {
        using var table = new RowTable();
        string[] columns = ["input", "output", "scores", "metadata", "metrics", "tags", "span_attributes", "classifications"];
        foreach (var column in columns)
        {
            table.AddRaw(column, column, json);
        }

        table.Add(new JsonObject { ["id"] = "good", ["scores"] = new JsonObject { ["a"] = 0.5 }, ["metadata"] = new JsonObject { ["a"] = 1 } });
        string[] queries =
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

        foreach (var query in queries)
        {
            var compiled = QueryPipeline.Compile(QueryRequest.FromText(query.Replace("{0}", $"project_logs('{RowTable.ProjectId}')", StringComparison.Ordinal), new DateTime(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc)));
            Assert.True(compiled.Plan is not null, query + string.Concat(compiled.Errors.Select(e => e.Message)));
            Assert.NotNull(table.Run(compiled.Plan));
        }
    }

    [Fact]
    public void A_filter_of_thousands_of_terms_runs()
    {
        using var table = new RowTable();
        table.Add(new JsonObject { ["id"] = "r4999" });
        var filter = string.Join(" or ", Enumerable.Range(0, 5000).Select(i => $"id = 'r{i}' and metadata.x is null"));

        Assert.Equal(["r4999"], Ids(table, Q.Text(filter)));
        Assert.Equal(["r4999"], Ids(table, Q.In(Q.Path("id"), Enumerable.Range(0, 20_000).Select(i => $"r{i}"))));
    }

    private static QueryPlan Compile(QuerySyntax query)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromSyntax(query, new DateTime(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }

    private static IEnumerable<string> Ids(RowTable table, Expression condition) =>
        table.Run(Compile(QueryBuilder.From(Logs).Select(Q.Path("id")).Where(condition).Build())).Select(row => (string)row["id"]!);
}
