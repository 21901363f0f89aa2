using Biplane.Model;
using Biplane.Model.Rows;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Sealed segments whose typed columns say all about a path are read without its JSON.</summary>
public sealed class TypedPathTests
{
    private const string Plain = """
        {"id":"a","metadata":{"model":"m-1","k":1},"metrics":{"tokens":5,"start":1,"end":3}},
        {"id":"b","metadata":{"k":2},"metrics":{"start":1}},
        {"id":"c","metadata":{"model":null},"metrics":{"tokens":7.5,"total_tokens":9}},
        {"id":"d"}
        """;

    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b12"));

    public static TheoryData<string, TypedPaths> Rows => new()
    {
        { Plain, TypedPaths.All },
        { Plain + """, {"id":"e","metadata":{"model":5}}""", TypedPaths.Tokens | TypedPaths.Times },
        { Plain + """, {"id":"e","metadata":{"model":["m-1"]}}""", TypedPaths.Tokens | TypedPaths.Times },
        { Plain + """, {"id":"e","metrics":{"total_tokens":4}}""", TypedPaths.Model | TypedPaths.Times },
        { Plain + """, {"id":"e","metrics":{"prompt_tokens":4}}""", TypedPaths.Model | TypedPaths.Times },
        { Plain + """, {"id":"e","metrics":{"tokens":1e999}}""", TypedPaths.Model | TypedPaths.Times },
        { Plain + """, {"id":"e","metrics":{"start":1730419200.123,"end":1730419200.123456}},{"id":"f","metrics":{"start":-0.25,"end":0}}""", TypedPaths.All },
        { Plain + """, {"id":"e","metrics":{"start":"1"}}""", TypedPaths.Model | TypedPaths.Tokens },
        { Plain + """, {"id":"e","metrics":{"end":[1]}}""", TypedPaths.Model | TypedPaths.Tokens },
        { Plain + """, {"id":"e","metrics":{"end":1e999}}""", TypedPaths.Model | TypedPaths.Tokens },
        { Plain + """, {"id":"e","metrics":{"end":12345678901234567891}}""", TypedPaths.Model | TypedPaths.Tokens },
        { Plain + ", {\"id\":\"e\",\"metadata\":{\"model\":\"m-1\",\"long\":\"" + new string('x', 100_000) + "\"}}", TypedPaths.All },
        { Plain + ", {\"id\":\"e\",\"metadata\":{\"model\":5,\"long\":\"" + new string('x', 100_000) + "\"}}", TypedPaths.Tokens | TypedPaths.Times },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Answers_are_the_same_whether_the_JSON_is_read_or_not(string rows, TypedPaths expected)
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, $"[{rows}]");
        var before = await AnswersAsync(store);

        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, Assert.Single(store.Segments).Whole);
        Assert.Equal(before, await AnswersAsync(store));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Answers_are_the_same_where_some_of_the_rows_are_in_a_segment(string rows, TypedPaths expected)
    {
        const string later = """[{"id":"s1","metadata":{"model":7,"k":1},"metrics":{"tokens":"5","total_tokens":3,"start":"1"}},{"id":"s2","metadata":{"model":"m-2"}}]""";
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, $"[{rows}]");
        await store.InsertAsync(Logs, later);
        await using var settled = new TemporaryStore();
        await settled.InsertAsync(Logs, $"[{rows}]");
        await settled.Store.CompactAsync(TestContext.Current.CancellationToken);

        await settled.InsertAsync(Logs, later);

        Assert.Equal(expected, Assert.Single(settled.Segments).Whole);
        Assert.Equal(await AnswersAsync(store), await AnswersAsync(settled));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_generation_that_was_opened_again_is_looked_through(string rows, TypedPaths expected)
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, $"[{rows}]");
        await store.ReopenAsync();

        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, Assert.Single(store.Segments).Whole);
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("5.0", "5")]
    [InlineData("1e3", "1000")]
    public async Task A_time_is_the_same_number_however_it_was_written(string sent, string given)
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, "[" + Plain + $$""", {"id":"e","metrics":{"start":{{sent}},"end":2} }]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        var row = Assert.Single(await store.QueryAsync($"from: project_logs('{Logs.Id}') | select: metrics.start as start, metrics | filter: id != 'a' and metrics.end = 2"));

        Assert.Equal(TypedPaths.All, Assert.Single(store.Segments).Whole);
        Assert.Equal(given, row["start"]);
        Assert.Equal($$"""{"start":{{sent}},"end":2}""", row["metrics"]);
    }

    [Fact]
    public async Task A_row_that_spoils_it_is_forgotten_with_the_row()
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, "[" + Plain + """, {"id":"e","metadata":{"model":5}}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        await store.InsertAsync(Logs, """[{"id":"e","_object_delete":true}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        Assert.All(store.Segments, segment => Assert.Equal(TypedPaths.All, segment.Whole));
    }

    private static async Task<List<string>> AnswersAsync(TemporaryStore store)
    {
        var answers = new List<string>();
        foreach (var clauses in (string[])[
            "summary | select: id, metadata.model, metrics.tokens, metrics.start, metrics.duration | sort: metadata.model",
            "traces | select: id, metadata.model, metrics.tokens, metrics.start | filter: metrics.tokens > 4 | sort: metrics.start desc",
            "summary | dimensions: metadata.model as model | measures: count(1) as n, sum(metrics.tokens) as tokens, sum(metrics.total_tokens) as all | sort: model",
            "| measures: count(metadata) as given, count(metrics) as counted, count(metadata.model) as models, count(metrics.tokens) as tokens",
            "| dimensions: metadata.k as k | measures: count(1) as n, sum(metrics.tokens) as tokens, count(error) as errors | pivot: n, tokens, errors",
            "| dimensions: metadata.k as k, metadata.model as model | measures: count(1) as n, sum(metrics.tokens) as tokens | pivot: n, tokens",
            "| measures: count(metadata) as given, count_distinct(metadata) as different",
            "| select: id, metadata.model, metrics.tokens",
            "| select: id, metadata, metrics",
            "| select: id, metrics.start, metrics.end",
            "| select: id, metrics.start as start, metrics.tokens, metrics | filter: root_span_id IN ('a', 'e', 'f')",
            "| select: id | filter: metadata.model = 'm-1'",
            "| select: id | filter: metadata.model > 3",
            "| select: id | filter: metadata.model IS NULL",
            "| select: id, metadata.model as model | filter: metadata.model IS NOT NULL and metadata.k = 1",
            "| select: id | filter: metrics.tokens > 4",
            "| select: id, lower(metadata.model) as model, metrics.tokens + 1 as next, round(metrics.tokens) as whole | filter: metrics.tokens + 0 > 5",
            "| dimensions: metadata.model as model | measures: count(1) as n, sum(metrics.tokens) as tokens, max(metrics.end - metrics.start) as longest, sum(total_tokens()) as all | sort: n, model",
            "| measures: count_distinct(metadata.model) as models, sum(metrics.tokens) as tokens, avg(metrics.prompt_tokens) as prompt",
        ])
        {
            foreach (var row in await store.QueryAsync($"from: project_logs('{Logs.Id}') {clauses}"))
            {
                answers.Add(string.Join(" ", row.Where(cell => cell.Key != "cursor").Select(cell => $"{cell.Key}={cell.Value}")));
            }
        }

        return answers;
    }
}
