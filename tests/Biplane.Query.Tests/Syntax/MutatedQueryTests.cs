using System.Globalization;
using System.Text;
using System.Text.Json;
using Biplane.Query.Completion;
using Biplane.Query.Syntax;
using Xunit;

namespace Biplane.Query.Tests.Syntax;

/// <summary>
/// Queries that were damaged at random are answered with a tree or findings, never an exception; what reads without findings reads the same
/// after printing. <c>BIPLANE_FUZZ_COUNT</c> sets how many are tried, <c>BIPLANE_FUZZ_SEED</c> where to start.
/// </summary>
public sealed class MutatedQueryTests
{
    private const int UsualCount = 20_000;
    private const string Id = "11111111-1111-4111-8111-111111111111";

    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Seeds =
    [
        $"SELECT metadata.model AS m, count(DISTINCT id) FROM project_logs('{Id}', shape => 'summary') UNPIVOT (v FOR n IN (scores)) WHERE created > now() - interval 7 day AND tags IN ('a') GROUP BY 1 HAVING count(*) > 2 ORDER BY 2 DESC LIMIT 5 OFFSET 'aaaaaaaaaaa'",
        $"select: id, (a.\"x y\"[-1] ? -1 : len(tags)) as q | from: experiment('{Id}') traces | filter: any_span(error is not null) and not input like '%x\\%' | sort: _pagination_key asc | preview_length: -1",
        $"dimensions: day(created) as d\nmeasures: percentile(metrics.x, 0.95) as p, sum(scores.a is not null)\nfrom: dataset('{Id}')\nfilter: input = {{\"a\": [1]}} -- end",
        $"WITH a AS (SELECT DISTINCT id, metadata FROM project_logs('{Id}') TABLESAMPLE (25 PERCENT) REPEATABLE (7)), b AS (select: * | from: a | filter: a.id != 'x') SELECT metadata.model, count(*) AS n FROM b GROUP BY 1 ORDER BY n LIMIT 3",
        $"SELECT * FROM project_logs('{Id}') GROUP BY metadata.tier PIVOT (avg(scores.a) AS q, count(1) FOR metadata.model IN (ANY)) HAVING count(1) > 1 ORDER BY tier",
        $"infer: metadata, output.x | from: dataset('{Id}') | filter: id in ['a', \"b\"] | sample: 10% seed -3 | inference_budget: 10 | limit: 4",
        $"select: distinct * | from: (select: id, input from: dataset('{Id}') | limit: 3) as t | filter: t.id match 'a' | custom_columns: upper(id) as u | comparison_key: input | weighted_scores: 1 as w",
        $"dimensions: metadata.a, metadata.b | measures: count(1) as n | pivot: n for metadata.b | from: project_logs('{Id}') | final_filter: n between 1 and 2 | sort: 1 desc",
        $"{{\"select\":[{{\"op\":\"star\",\"replace\":{{\"id\":{{\"btql\":\"upper(id)\"}}}}}}],\"from\":{{\"query\":{{\"from\":{{\"op\":\"function\",\"name\":{{\"op\":\"ident\",\"name\":[\"dataset\"]}},\"args\":[{{\"op\":\"literal\",\"value\":\"{Id}\"}}]}}}}}},\"filter\":[{{\"op\":\"in\",\"left\":{{\"op\":\"ident\",\"name\":[\"id\"]}},\"right\":{{\"op\":\"literal\",\"value\":[\"a\",1]}}}}]}}",
    ];

    private static readonly string[] Scraps =
    [
        "'", "\"", "(", ")", "[", "]", "{", "}", "|", ":", "?", "\\", "--", "\n", "\0", "\ud800", "é", "not ", "interval ", "between ", "case ", "1e999", ".", ",", "<!=>", "*",
        " from ", " where ", "(select ", "select: ", " with a as (", " pivot (", " group by ", " as ", "distinct ", "null", " in (", "sample: ", "%", "-", "99999999999999999999",
    ];

    [Fact]
    public void Damaged_queries_are_answered()
    {
        var count = Setting("BIPLANE_FUZZ_COUNT") ?? UsualCount;
        var first = Setting("BIPLANE_FUZZ_SEED") ?? 0;
        for (var i = first; i < first + count; i++)
        {
            var text = Damaged(new Random((int)(i % int.MaxValue)), Seeds[i % Seeds.Length]);
            try
            {
                Check(text, i);
            }
            catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"Number {i}, {text}: {error}");
            }
        }
    }

    private static long? Setting(string name) => long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Damaged(Random random, string seed)
    {
        var text = new StringBuilder(seed);
        for (var edits = random.Next(1, 7); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(8), text.Length - at));
                    break;
                case 1:
                    var from = random.Next(text.Length + 1);
                    text.Insert(at, text.ToString(from, Math.Min(random.Next(24), text.Length - from)));
                    break;
                default:
                    text.Insert(at, Scraps[random.Next(Scraps.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Check(string text, long number)
    {
        if (text.StartsWith('{') && Json(text) is { } json)
        {
            using (json)
            {
                QueryPipeline.Compile(QueryRequest.FromJson(json.RootElement, Now));
            }

            return;
        }

        var request = QueryRequest.FromText(text, Now);
        var parsed = QueryPipeline.Parse(request);
        var compiled = QueryPipeline.Compile(request, parsed);
        Assert.True(compiled.Plan is not null || compiled.Errors.Any(), text);
        Assert.All(compiled.Diagnostics, finding => Assert.InRange(finding.Span.Start, 0, text.Length));
        if (!parsed.HasErrors)
        {
            var printed = QueryPrinter.Print(parsed.Syntax);
            var again = QueryPipeline.Parse(QueryRequest.FromText(printed, Now));
            Assert.True(!again.HasErrors && again.Syntax.Equals(parsed.Syntax), $"Number {number}, {text}\nprinted as {printed}\n{string.Join('\n', again.Diagnostics)}");
        }

        CheckJson(parsed, text, number);
        QueryCompletion.Complete(text, (int)(number % (text.Length + 1)), CompletionContext.Empty);
    }

    // Whatever could be read is written as a tree, with findings or without.
    private static void CheckJson(ParsedQuery parsed, string text, long number)
    {
        if (text.Any(char.IsSurrogate))
        {
            return;
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonQueryWriter.Write(writer, parsed.Syntax, text);
        }

        using var json = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 1000 });
        if (!parsed.HasErrors)
        {
            var again = QueryPipeline.Parse(QueryRequest.FromJson(json.RootElement, Now));
            Assert.True(again.HasErrors || again.Syntax.Equals(parsed.Syntax), $"Number {number}, {text}\n" + json.RootElement.GetRawText());
        }
    }

    private static JsonDocument? Json(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
