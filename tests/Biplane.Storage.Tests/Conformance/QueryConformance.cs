using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Tests.Syntax;
using Biplane.Storage.Tests.DuckDb.Sql;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>The case files and the reference evaluator, over rows that came in by the front door.</summary>
public abstract class QueryConformance<TFixture> : RowStoreConformance<TFixture>
    where TFixture : IRowStoreFixture, new()
{
    private static readonly DateTime Now = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    private static readonly ObjectRef Costs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b13"));

    private static readonly ObjectRef Traces = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b14"));

    [Fact]
    public async Task Every_case_gives_its_rows()
    {
        foreach (var (owner, file) in ((ObjectRef, string)[])[(Costs, "costs.jsonl"), (Traces, "traces.jsonl"), (Logs, "rows.jsonl")])
        {
            foreach (var line in File.ReadLines(Path.Combine(QueryCase.Folder, file)).Where(line => line.Length > 0))
            {
                await InsertAsync(owner, line);
            }
        }

        // All at once: a store takes longer to open than a case to run. Each failure names its case.
        await ThroughoutAsync(async () =>
        {
            var failures = new List<string>();
            var count = 0;
            foreach (var file in Directory.GetFiles(QueryCase.Folder, "*.cases").Order(StringComparer.Ordinal))
            {
                foreach (var one in QueryCase.Read(file).Where(IsAboutRows))
                {
                    count++;
                    var actual = await RunAsync(one.Query);
                    var expected = one.Answer.Select(line => Normal(JsonNode.Parse(line)!)).ToList();
                    if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
                    {
                        failures.Add($"{one.Name}\n  expected {string.Join(' ', expected)}\n  actual   {string.Join(' ', actual)}");
                    }
                }
            }

            Assert.True(failures.Count == 0, string.Join('\n', failures));
            Assert.InRange(count, 50, int.MaxValue);
        });
    }

    [Fact]
    public async Task The_engine_keeps_the_rows_that_the_reference_keeps()
    {
        var rows = RandomRows.Generate(60);
        foreach (var row in rows)
        {
            await InsertAsync(Logs, row.ToJsonString());
        }

        var conditions = new List<Query.Syntax.Expressions.Expression>();
        RandomExpressions.Condition(2).Sample(conditions.Add, iter: 150, threads: 1, seed: "0000KOIPe036");
        var compared = 0;
        foreach (var condition in conditions)
        {
            var query = QueryBuilder.From(Logs).Select(Q.Path("id")).Where(condition).Build();
            if (QueryPipeline.Compile(QueryRequest.FromSyntax(query, Now)).Plan is not { } plan)
            {
                continue;
            }

            compared++;
            Assert.True(
                Expected(plan, rows).SequenceEqual(await ActualAsync(plan), StringComparer.Ordinal), QueryPrinter.Print(condition));
        }

        Assert.InRange(compared, 50, int.MaxValue);
    }

    [Fact]
    public async Task The_engine_answers_what_the_reference_answers_of_whole_traces()
    {
        var rows = RandomRows.Generate(60);
        foreach (var row in rows)
        {
            await InsertAsync(new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId), row.ToJsonString());
        }

        var queries = new List<(Query.Syntax.QuerySyntax Query, int Behind)>();
        Gen.Select(RandomSummaries.Any, RandomTimes.Offset).Sample(drawn => queries.Add(drawn), iter: 60, threads: 1, seed: "0000KOIPe036");
        var plans = queries
            .Select(drawn => QueryPipeline.Compile(QueryRequest.FromSyntax(drawn.Query, Now) with { TimeZoneOffsetMinutes = drawn.Behind }).Plan)
            .OfType<QueryPlan>()
            .ToList();
        Assert.InRange(plans.Count, 30, int.MaxValue);

        await ThroughoutAsync(async () =>
        {
            foreach (var plan in plans)
            {
                var answer = await CursorRows.ReadAsync(await Store.QueryAsync(plan, Token), Token);
                answer.ForEach(row => row.Remove(CursorRows.Cursor));
                ReferenceCheck.AssertAnswer(plan, rows, answer);
            }
        });
    }

    // Refusals need no engine, and a few cases name transactions and places that the case table made up: a store gives out its own.
    private static bool IsAboutRows(QueryCase one) =>
        one.Answer is not [['!', ..], ..] && !one.Answer.Append(one.Query).Any(text => text.Contains("10000805922529617", StringComparison.Ordinal));

    private static IEnumerable<string> Expected(QueryPlan plan, List<JsonObject> rows) =>
        rows.Where(row => ReferenceEvaluator.Evaluate(plan.Filter!, row) is true).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> ActualAsync(QueryPlan plan) =>
        (await CursorRows.ReadAsync(await Store.QueryAsync(plan, Token), Token)).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);

    private async Task<List<string>> RunAsync(string query)
    {
        var text = query.Replace("{P}", Logs.Id.ToString("D"), StringComparison.Ordinal).Replace("{C}", Costs.Id.ToString("D"), StringComparison.Ordinal)
            .Replace("{T}", Traces.Id.ToString("D"), StringComparison.Ordinal);
        using var json = text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        var rows = await QueryAsync(json is null ? QueryRequest.FromText(text, Now) : QueryRequest.FromJson(json.RootElement, Now));
        return [.. rows.Select(row =>
        {
            row.Remove(CursorRows.Cursor);
            return Normal(row);
        })];
    }

    // Numbers as doubles, members by name: what the answer means, not how it is written.
    private static string Normal(JsonNode node) => Sorted(node)!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(
            double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
