using System.Globalization;
using System.Text;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Lists whose conditions can be told from row copies are looked up there, and have the rows that the engine finds.</summary>
public sealed class CopiedWalkTests
{
    private const int MergedSegments = 6;

    /// <summary>A condition that only the engine can tell; it changes nothing.</summary>
    private const string ByEngine = "len(id) > 0";

    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("3d9a2c41-0f8e-4a6b-9a37-6a1c5e2b7d10"));

    private static readonly string[] Odd =
    [
        """{"metadata":{"\u0061":"Word","b":"tw\u006f words"}}""",
        """{"metadata":{"a":"b","b":{"a":"Word","b":5}}}""",
        """{"metadata":{"a":5,"a":"Word"}}""",
        """{"metadata":{"a":1E0,"b":5.0,"t":"5"}}""",
        """{"metadata":{"a":-0,"b":1e300,"t":true}}""",
        """{"metadata":{"a":[1,"Word"],"b":"[1]","t":"{}"}}""",
        """{"metadata":{"a":"line\nword","b":"\"q\"","t":"back\\slash"}}""",
        """{"metadata":{"a":null,"b":"null","t":""},"error":null,"tags":[]}""",
        """{"metadata":{"a":"\ud83d\ude00","b":"é"},"tags":["\u0061","b"]}""",
        """{"metadata":{"a":12345678901234567890,"b":0.1}}""",
        $$"""{"metadata":{"a":"Word","b":"{{new string('x', 100_000)}}"} }""",
        $$"""{"metadata":{"b":{{new string('[', 90)}}{{new string(']', 90)}},"t":"Word"} }""",
        """{"error":"Word","tags":["Word","5","true"]}""",
        """{"error":{"a":5},"output":"Word","metadata":{}}""",
    ];

    private static readonly string[] Paths =
    [
        "metadata.a", "metadata.b", "metadata.t", "metadata.model", "metadata.a.b", "metadata.b.a", "scores.a", "span_attributes.type", "span_attributes.name", "metrics.start", "metrics.prompt_tokens",
        "metrics.tokens", "output.a", "input.b",
    ];

    private static readonly string[] Texts = ["a", "b", "A", "Word", "two words", "it''s", "é", "", "50%", "5", "true", "llm", "tool", "null", "[1]", "😀", "gpt-4o", "0.1"];

    private static readonly string[] Numbers = ["0", "5", "2.5", "1000", "-1", "1", "0.1", "12345678901234567890"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_have_the_rows_that_the_engine_finds()
    {
        await using var store = await FilledAsync();
        var random = new Random(11);
        var told = 0;
        const int lists = 150;
        for (var i = 0; i < lists; i++)
        {
            var condition = Condition(random);
            var (order, limit) = (random.Next(2) == 0 ? "asc" : "desc", new[] { 1, 5, 40, 400 }[random.Next(4)]);
            told += CanTell(condition) ? 1 : 0;
            for (string? cursor = null; ;)
            {
                var rest = $"sort: _pagination_key {order} | limit: {limit}{(cursor is null ? "" : $" | cursor: '{cursor}'")}";
                var expected = await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | filter: ({condition}) AND {ByEngine} | {rest}");

                // The second time it is remembered.
                for (var time = 0; time < 2; time++)
                {
                    var found = await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | filter: {condition} | {rest}");
                    Assert.True(expected.Select(row => row["id"]).SequenceEqual(found.Select(row => row["id"])), $"{condition} | {rest}");
                }

                if (expected.Count < limit || random.Next(3) > 0)
                {
                    break;
                }

                cursor = expected[^1]["cursor"];
            }
        }

        Assert.InRange(told, lists / 2, lists);
    }

    [Fact]
    public async Task A_copy_tells_of_most_rows_and_never_anything_else_than_the_engine()
    {
        await using var store = await FilledAsync();
        var segment = Assert.Single(store.Segments);
        using var copies = RowCopies.Open(Path.Combine(store.Folder, "rows", $"seg-{segment.File:D8}.copies"), segment.Rows)!;
        List<RowCopy> rows = [.. copies.Read(Enumerable.Range(0, (int)segment.Rows).Select(position => (long)position))];
        var random = new Random(12);
        var (certain, open) = (0, 0);
        for (var i = 0; i < 100; i++)
        {
            var condition = Condition(random);
            if (Test(condition) is not { } test)
            {
                continue;
            }

            var passing = (await store.QueryAsync($"select: id | from: project_logs('{Logs.Id}') | filter: ({condition}) AND {ByEngine} | limit: 1000")).Select(row => row["id"]).ToHashSet();
            foreach (var row in rows)
            {
                var id = Encoding.UTF8.GetString(row[CopyFormat.IndexOf("id")]);
                if (test(row) is { } passes)
                {
                    certain++;
                    Assert.True(passes == passing.Contains(id), $"{condition} of {id}: {passes}");
                }
                else
                {
                    open++;
                }
            }
        }

        Assert.InRange(open, 1, certain / 5);
    }

    private static string Condition(Random random)
    {
        var atoms = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Atom(random)).ToList();
        return string.Join(random.Next(3) == 0 ? " OR " : " AND ", atoms);
    }

    private static string Atom(Random random)
    {
        string Pick(string[] of) => of[random.Next(of.Length)];
        var path = Pick(Paths);
        return random.Next(13) switch
        {
            0 => "is_root",
            1 => $"id {Pick(["=", "!="])} 'r{random.Next(60)}'",
            2 => $"root_span_id {Pick(["=", "!="])} 't{random.Next(18)}' AND is_root",
            3 => $"id IN ('r1', 'r7', 'o3', 'r{random.Next(60)}') OR {path} = '{Pick(Texts)}'",
            4 => $"created {Pick(["<", "<=", ">", ">=", "="])} '{Pick(["2026-01-10T10:00:00Z", "2026-01-09", "2020-01-01T00:00:00.123456Z", "1969-12-31"])}'",
            5 => $"{Pick(["error", "tags", "output", "metadata", path])} {Pick(["IS NULL", "IS NOT NULL"])}",
            6 => $"tags INCLUDES '{Pick(Texts)}'",
            7 => $"{path} IN ('{Pick(Texts)}', '{Pick(Texts)}')",
            8 or 9 => $"{path} {Pick(["=", "<", "<=", ">", ">=", "!="])} {Pick(Numbers)}",
            _ => $"{path} {Pick(["=", "=", "!="])} '{Pick(Texts)}'",
        };
    }

    private static bool CanTell(string condition) => Test(condition) is not null;

    private static Func<RowCopy, bool?>? Test(string condition)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText($"select: id | from: project_logs('{Logs.Id}') | filter: {condition}", new DateTime(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc)));
        Assert.True(compiled.Plan is not null, $"{condition}: {string.Join("; ", compiled.Diagnostics)}");
        return CopyTest.Of(compiled.Plan.Filter!, withWords: false);
    }

    private static async Task<TemporaryStore> FilledAsync()
    {
        List<string> rows = [.. RandomRows.Generate(420).Select(row => row.ToJsonString()).Where(IsAccepted), .. Odd.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"o{{i}}",{{row[1..]}}"""))];
        Assert.InRange(rows.Count, 200, 500);
        var store = new TemporaryStore(options => options with { MinIndexedRows = 50 });
        foreach (var some in rows.Chunk((rows.Count / MergedSegments) + 1))
        {
            await store.InsertAsync(Logs, $"[{string.Join(',', some)}]");
            await store.Store.CompactAsync(Token);
        }

        Assert.True(Assert.Single(store.Segments).HasCopies);
        return store;
    }

    // Some of the random rows have fields of types that are refused.
    private static bool IsAccepted(string row) => EventReader.ReadEvents(Encoding.UTF8.GetBytes($$"""{"events":[{{row}}]}"""), Logs).Error is null;
}
