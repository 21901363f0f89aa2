using System.Text.Json.Nodes;
using Biplane.Query;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>Both engines compute the same of odd texts, numbers and times: what the reference has no words for.</summary>
public sealed class AgreementTests(ClickHouseEngine engine) : IClassFixture<AgreementTests.Rows>
{
    public static TheoryData<string> Expressions() =>
    [
        "to_datetime(metadata.t)", "to_date(metadata.t)", "to_number(metadata.t)", "to_integer(metadata.t)", "to_boolean(metadata.t)", "to_string(metadata.n)", "to_string(metadata.t)",
        "to_integer(metadata.n)", "to_boolean(metadata.n)", "to_string(created)", "to_string(_pagination_key)", "to_string(is_root)", "to_string(metadata.o)", "to_string(is_root) = 'true'",
        "round(metadata.n, 2)", "round(metadata.n, -2)", "round(metadata.n)", "floor(metadata.n)", "ceil(metadata.n)", "abs(metadata.n)", "metadata.n % 3", "-metadata.n / 7", "metadata.n * metadata.n",
        "upper(metadata.t)", "lower(metadata.t)", "len(metadata.t)", "len(metadata.o)", "concat(metadata.t, '|', metadata.n, '|', is_root)", "coalesce(metadata.n, metadata.t)", "nullif(metadata.t, '5')",
        "levenshtein(metadata.t, 'É deep')", "levenshtein_similarity(metadata.t, metadata.o)", "levenshtein(metadata.t, created)", "levenshtein_similarity(metadata.n, metadata.o.x)", "levenshtein(levenshtein(metadata.t, levenshtein(metadata.t, levenshtein(metadata.t, metadata.o))), '12')",
        "least(metadata.n, 2)", "greatest(metadata.n, 2)", "least(metadata.t, 'm')", "json_extract(metadata.j, 'a')", "json_extract(metadata.j, '0')", "json_extract(metadata.t, 'a')",
        "second(created)", "minute(created)", "hour(created)", "day(created)", "week(created)", "month(created)", "year(created)",
        "date_trunc('15 minutes', created)", "date_trunc('6 hours', created)", "date_trunc('2 days', created)", "date_trunc('1 week', created)",
        "created + interval 1 month", "created - interval 13 month", "created - interval 1 day", "created + interval 100 year", "created + interval 90 millisecond", "created - interval 3 week",
        "created > '2026-01-01'", "created = to_datetime(metadata.t)", "created < metadata.t",
        @"metadata.t like '\a%'", "metadata.t like '%_'", @"metadata.t like '%\\%'", "metadata.t ilike 'É%'", "metadata.t ilike '%DEEP%'", @"metadata.t like '%\%%'", "metadata.t like ''", "metadata.t like '_'", "metadata.o like '%\"x\"%'",
        "metadata.t match 'é deep'", "metadata.o match 'x deep'", "metadata.t > 'a'", "metadata.t < metadata.n", "metadata.t = metadata.n", "metadata.n > 2", "metadata.n != 2.5", "metadata.n <=> 2.5", "metadata.t != true",
        "metadata.o.x", "metadata.o.list[0]", "metadata.o.list[-1]", "metadata.o.list[5]", "metadata.o[0]", "metadata.o.list[1].y", "metadata.o.\"a.b\"", "metadata.o", "metadata.o.list.y", "metadata.o.list includes 2", "metadata.o.list includes '2'", "metadata.o.list includes true",
        "metadata.n ? 'yes' : 'no'", "metadata.b ? 'yes' : 'no'", "not metadata.b", "metadata.b and metadata.n > 2", "metadata.b or metadata.n > 2", "metadata.n in (1, 2.5, '5')", "metadata.t in ('5', 5, true)",
        "name", "span_attributes.type", "metadata.model", "metadata.model = 'gpt'", "metrics.start", "metrics.start > 100", "duration", "_async_scoring_state", "_async_scoring_state.deep", "audit_data", "comments", "project_id", "log_id",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Both_engines_compute_the_same(string expression)
    {
        foreach (var behind in (int[])[0, 480, -330])
        {
            var request = QueryRequest.FromText($"select: id, {expression} as x | from: project_logs('{CaseRows.ProjectId}') | sort: _pagination_key asc", QueryCase.Now);
            var compiled = QueryPipeline.Compile(request with { TimeZoneOffsetMinutes = behind });
            Assert.True(compiled.Plan is not null, string.Concat(compiled.Errors.Select(error => error.Message)));

            Assert.Equal(Rows.Embedded(compiled.Plan).Select(CaseAnswer.Normal), engine.Run(compiled.Plan).Select(CaseAnswer.Normal), NormalComparer.Instance);
        }
    }

    public sealed class Rows
    {
        private static readonly string[] Texts =
        [
            "2026-01-02T03:04:05+01:00", "2026-01-02", "2026-01-02 03:04", "2026-01-02T03:04:05.123Z", "2026-02-30", "2026-01-02 03:04:05+0530", "yesterday", "5", "true", "FALSE", "12.5", "-12.9", "1e3", "nan", "inf", "",
            "abc", "É", "é", "\U0001D4B3", "back\\slash", "\\abc", "50% off", "two words", "Deep é", "{\"a\":{\"b\":1}}", "[1,2]", "line\nbreak", "a/b",
        ];

        private static readonly string[] Numbers = ["0", "2.5", "-2.5", "0.125", "1234.5678", "-7", "1000", "0.1", "1e-7", "150", "123456789.125", "3"];

        private static readonly string[] Objects =
        [
            "{}", """{"x":1,"a.b":"dotted","list":[1,2,"2",true,null]}""", """{"list":[{"y":1},{"y":"two"},{"z":3}]}""", "[{\"x\":5}]", "\"text\"", "null", """{"x":{"deep":[[]]},"list":[]}""",
        ];

        private static readonly RowTable Table = new();

        public Rows(ClickHouseEngine engine)
        {
            var rows = Enumerable.Range(0, Texts.Length).Select(Row).ToList();
            engine.Fill(ModelRows.OfProject(rows.Select(row => row.ToJsonString())));
            // From text: numbers of JSON and not of some .NET type.
            rows.ForEach(row => Table.Add(JsonNode.Parse(row.ToJsonString())!.AsObject()));
        }

        internal static IReadOnlyList<JsonObject> Embedded(Biplane.Query.Planning.QueryPlan plan) => Table.Run(plan);

        private static JsonObject Row(int index) => new()
        {
            ["id"] = $"r{index}",
            ["created"] = index % 3 == 0 ? "2026-01-02T03:04:05.123Z" : index % 3 == 1 ? "2024-02-29T23:59:59.999Z" : "1999-12-31T22:30:00Z",
            ["span_parents"] = index % 2 == 0 ? null : new JsonArray("p"),
            ["metadata"] = new JsonObject
            {
                ["t"] = Texts[index],
                ["n"] = index % 5 == 4 ? null : JsonNode.Parse(Numbers[index % Numbers.Length]),
                ["b"] = (index % 4) switch { 0 => true, 1 => false, 2 => null, _ => "maybe" },
                ["o"] = JsonNode.Parse(Objects[index % Objects.Length]),
                ["j"] = "{\"a\":[1,{\"b\":\"x\"}],\"0\":\"zero\"}",
                ["model"] = (index % 3) switch { 0 => "gpt", 1 => 5, _ => null },
            },
            ["span_attributes"] = new JsonObject { ["name"] = index % 2 == 0 ? "n" : null, ["type"] = index % 2 == 0 ? "llm" : 7 },
            ["metrics"] = new JsonObject { ["start"] = index % 2 == 0 ? 50.5 + index * 10 : "soon", ["end"] = 400 },
            ["_async_scoring_state"] = index % 2 == 0 ? new JsonObject { ["deep"] = index } : null,
        };
    }
}
