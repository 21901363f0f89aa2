using System.Text;
using System.Text.Json;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Search;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Searches find what a look at every row finds, whatever state the files are in.</summary>
public sealed class SearchTests
{
    private const int Rows = 15_000;

    private static readonly JsonSerializerOptions AsIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b21"));
    private static readonly string[] Words = ["timeout", "connection", "order", "Refund", "état", "東京", "👍", "queue", "x_1", "Ünïcode", "k", "error"];

    [Fact]
    public async Task Searches_over_hot_settled_and_merged_rows_find_what_a_scan_finds()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 1_500, MaxSegmentRows = 8_000 });
        var rows = await FillAsync(store, 0, Rows);
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        rows.AddRange(await FillAsync(store, Rows, 2_500));
        await store.InsertAsync(Logs, """[{"id":"r100","_is_merge":true,"output":"needle late"},{"id":"r101","_object_delete":true}]""");
        rows[100] = rows[100] with { Output = "needle late" };
        rows[101] = new Row("r101", "", "", "", 0, IsDeleted: true);
        foreach (var (filter, test) in Filters())
        {
            var found = await IdsAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: {filter} | limit: 40");
            var expected = rows.Where(row => !row.IsDeleted && test(row)).Select(row => row.Id).Reverse().Take(40);
            Assert.True(expected.SequenceEqual(found), filter);

            var count = await IdsAsync(store, $"measures: count(1) as found | from: project_logs('{Logs.Id}') | filter: {filter}", "found");
            Assert.True(rows.Count(row => !row.IsDeleted && test(row)).ToString(System.Globalization.CultureInfo.InvariantCulture) == count.Single(), filter);
        }

        await store.ReopenAsync();
        Assert.Equal(["r100"], await IdsAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: output MATCH 'needle late'"));
    }

    [Fact]
    public async Task A_row_is_found_as_soon_as_it_is_acknowledged()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 50 });
        for (var i = 0; i < 300; i++)
        {
            await store.InsertAsync(Logs, $$"""[{"id":"n{{i}}","input":"first seen{{i}} here"}]""");
            Assert.Equal([$"n{i}"], await IdsAsync(store, $"select: id | from: project_logs('{Logs.Id}') | filter: search('\"seen{i} here\"')"));
        }
    }

    [Fact]
    public async Task A_search_that_was_asked_before_sees_what_was_replaced_since()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 6_000 });
        await FillAsync(store, 0, 6_000);
        await store.InsertAsync(Logs, """[{"id":"r100","_is_merge":true,"output":"rareword one"},{"id":"r3000","_is_merge":true,"output":"rareword two"},{"id":"r5900","_is_merge":true,"output":"rareword three"}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        var all = $"select: id | from: project_logs('{Logs.Id}') | filter: search('rareword')";
        var page = all + " | limit: 1";
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(["r5900", "r3000", "r100"], await IdsAsync(store, all));
            Assert.Equal(["r5900"], await IdsAsync(store, page));
        }

        await store.InsertAsync(Logs, """[{"id":"r3000","_is_merge":true,"output":"another"},{"id":"new","output":"rareword four"}]""");
        Assert.Equal(["new", "r5900", "r100"], await IdsAsync(store, all));
        Assert.Equal(["new", "r5900", "r100"], await IdsAsync(store, all));
        await store.InsertAsync(Logs, """[{"id":"r5900","_object_delete":true}]""");
        Assert.Equal(["new", "r100"], await IdsAsync(store, all));
        await store.InsertAsync(Logs, """[{"id":"r100","_is_merge":true,"output":"rareword again"}]""");
        Assert.Equal(["new", "r100"], await IdsAsync(store, all));
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["new", "r100"], await IdsAsync(store, all));
    }

    // Charts, other conditions beside the words, traces, inner queries: all of them ask what the lists have asked.
    [Fact]
    public async Task What_a_search_has_found_serves_every_other_question_about_the_same_words()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 6_000 });
        await FillAsync(store, 0, 6_000);
        await store.InsertAsync(
            Logs,
            """
            [{"id":"r100","_is_merge":true,"output":"rareword one","metadata":{"n":1}},{"id":"r3000","_is_merge":true,"output":"rareword two","metadata":{"n":2}},
             {"id":"r5900","_is_merge":true,"output":"rareword three","metadata":{"n":3}}]
            """);
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 2; round++)
        {
            await AnswersAsync(["r5900", "r3000", "r100"], ["r5900", "r3000"], count: "3", large: "2");
        }

        await store.InsertAsync(Logs, """[{"id":"r3000","_is_merge":true,"output":"another"},{"id":"new","output":"rareword four","metadata":{"n":9}}]""");
        await AnswersAsync(["new", "r5900", "r100"], ["new", "r5900"], count: "3", large: "2");
        await store.InsertAsync(Logs, """[{"id":"r5900","_object_delete":true}]""");
        await AnswersAsync(["new", "r100"], ["new"], count: "2", large: "1");
        await store.ReopenAsync();
        await AnswersAsync(["new", "r100"], ["new"], count: "2", large: "1");

        async Task AnswersAsync(string[] all, string[] some, string count, string large)
        {
            var from = $"from: project_logs('{Logs.Id}')";
            Assert.Equal(all, await IdsAsync(store, $"select: id | {from} | filter: search('rareword')"));
            Assert.Equal(some, await IdsAsync(store, $"select: id | {from} | filter: search('rareword') AND metadata.n > 1"));
            Assert.Equal(some.Reverse(), await IdsAsync(store, $"select: id | {from} | filter: metadata.n > 1 AND search('rareword') | sort: _pagination_key asc | limit: 10"));
            Assert.Equal(some, await IdsAsync(store, $"select: id | {from} | filter: search('rareword') AND metadata.n > 1 | sort: metadata.n desc"));
            Assert.Equal([count], await IdsAsync(store, $"measures: count(1) as n | {from} | filter: search('rareword')", "n"));
            Assert.Equal([large], await IdsAsync(store, $"measures: count(1) as n | {from} | filter: search('rareword') AND created < now() AND metadata.n > 1", "n"));
            Assert.Equal(["0"], await IdsAsync(store, $"measures: count(1) as n | {from} | filter: search('rareword') AND search('nowhereatall')", "n"));
            Assert.Equal([count], await IdsAsync(store, $"SELECT count(1) AS n FROM (SELECT id FROM project_logs('{Logs.Id}') WHERE search('rareword')) LIMIT 1", "n"));
            Assert.Equal(all, (await IdsAsync(store, $"select: id | {from} traces | filter: search('rareword')")).Where(id => all.Contains(id)));
            Assert.Empty(await IdsAsync(store, $"select: id | {from} | filter: search('nowhereatall') | limit: 10"));
            Assert.Empty(await IdsAsync(store, $"select: id | {from} summary | filter: search('nowhereatall') | limit: 10"));
        }
    }

    [Fact]
    public async Task Erased_words_are_in_no_filter()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 2_500 });
        await FillAsync(store, 0, 5_000);
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        Assert.Contains(store.FilesWith("only4242"), path => path.EndsWith(".words", StringComparison.Ordinal));

        await store.InsertAsync(Logs, """[{"id":"r4242","_object_delete":true}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);

        Assert.Empty(store.FilesWith("only4242"));
        Assert.Contains(store.FilesWith("only4243"), path => path.EndsWith(".words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_is_damaged_or_missing_is_not_believed()
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 2_500 });
        await FillAsync(store, 0, 5_200);
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        var query = $"select: id | from: project_logs('{Logs.Id}') | filter: search('only4242')";
        Assert.Equal(["r4242"], await IdsAsync(store, query));
        var filters = Directory.GetFiles(Path.Combine(store.Folder, "rows"), "*.words");
        Assert.NotEmpty(filters);
        await store.ReopenAsync(() =>
        {
            foreach (var path in filters)
            {
                var bytes = File.ReadAllBytes(path);
                bytes[WordFilter.HeaderBytes] ^= 0x55;
                File.WriteAllBytes(path, bytes);
            }

            File.Delete(filters[0]);
        });
        Assert.Equal(["r4242"], await IdsAsync(store, query));
    }

    [Theory]
    [InlineData("search('only4242')")]
    [InlineData("search('\"case r4242\"')")]
    [InlineData("metadata.user_id = 'user-4242'")]
    [InlineData("metadata.user_id IN ('user-4242', 'user-4243')")]
    [InlineData("input ILIKE '% ONLY4242 %'")]
    [InlineData("input ILIKE '%nly4242%'")]
    [InlineData("input ILIKE '% onLY4242%'")]
    [InlineData("metadata.rare4242 = 1")]
    [InlineData("metadata.rare4242 IS NOT NULL")]
    [InlineData("input MATCH 'only4242' AND scores.q > 0.5")]
    [InlineData("input MATCH 'only4242' OR output MATCH 'only4242'")]
    public async Task A_rare_word_is_looked_for_in_few_blocks(string filter)
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 20_000 });
        var file = await FilteredAsync(store);

        var plan = Plan($"select: id | from: project_logs('{Logs.Id}') | filter: {filter}");

        Assert.Contains(4242 / WordFilter.BlockRows, WordScope.Of(plan.Filter).Blocks(file)!);
        Assert.True(WordScope.Of(plan.Filter).Blocks(file)!.Count <= 2);
        file.Words!.Dispose();
    }

    [Theory]
    [InlineData("search('only4242')")]
    [InlineData("search('\"case r4242\"')")]
    [InlineData("input MATCH 'only4242' AND output MATCH '\"case r4242\"'")]
    public async Task A_rare_word_is_looked_for_in_few_rows_of_a_block(string filter)
    {
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 20_000 });
        var file = await FilteredAsync(store);

        var scope = WordScope.Of(Plan($"select: id | from: project_logs('{Logs.Id}') | filter: {filter}").Filter);
        var blocks = scope.Parts(file, 0, WordFilter.BlocksOf(Rows) - 1)!;

        const int part = 4242 % WordFilter.BlockRows / WordFilter.PartRows;
        Assert.NotEqual(0U, blocks.Single(block => block.Block == 4242 / WordFilter.BlockRows).Parts & (1U << part));
        Assert.InRange(blocks.Sum(block => System.Numerics.BitOperations.PopCount(block.Parts)), 1, 5);
        file.Words!.Dispose();
    }

    // What is found in row copies is told apart by what happened to the rows since, by whose rows they are, and by values that are too large to be copied.
    [Fact]
    public async Task Rare_words_are_found_among_replaced_deleted_and_large_rows_and_those_of_others()
    {
        var others = Logs with { Id = Guid.NewGuid() };
        await using var store = new TemporaryStore(options => options with { MaxGenerationRows = 1_500 });
        await FillAsync(store, 0, Rows);
        await store.InsertAsync(Logs, $$"""[{"id":"large","input":"{{new string('x', 400_000)}} rareword and more","output":"short"},{"id":"both","input":"a rareword","metadata":{"text":"{{new string('y', 400_000)}}"} }]""");
        await store.InsertAsync(others, """[{"id":"other","input":"a rareword","output":"of another project"}]""");
        await store.InsertAsync(Logs, """[{"id":"a","input":"a rareword"},{"id":"b","output":{"said":"a RareWord"}},{"id":"c","expected":["rareword"]},{"id":"null","input":null,"output":"rareword"},{"id":"none","input":"rare word"}]""");
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        const string query = "select: id | from: project_logs('{0}') | filter: search('rareword') | limit: 100";

        Assert.Equal(["a", "b", "both", "c", "large", "null"], await SortedAsync(Logs));
        Assert.Equal(["other"], await SortedAsync(others));

        await store.InsertAsync(Logs, """[{"id":"a","input":"another word now"},{"id":"b","_object_delete":true},{"id":"d","input":"rareword"},{"id":"c","_is_merge":true,"tags":["still"]}]""");
        Assert.Equal(["both", "c", "d", "large", "null"], await SortedAsync(Logs));
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["both", "c", "d", "large", "null"], await SortedAsync(Logs));

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(store.Folder, "rows"), "*.copies"));
        foreach (var path in Directory.GetFiles(Path.Combine(store.Folder, "rows"), "*.copies"))
        {
            Assert.NotEqual(0, new FileInfo(path).Length);
        }

        async Task<List<string?>> SortedAsync(ObjectRef of)
        {
            var found = await IdsAsync(store, string.Format(System.Globalization.CultureInfo.InvariantCulture, query, of.Id));
            return [.. found.Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [InlineData("input ILIKE '%42%'")]
    [InlineData("NOT search('only4242')")]
    [InlineData("input MATCH 'only4242' OR scores.q > 0.5 OR id = 'x'")]
    [InlineData("metadata.user_id != 'user-4242'")]
    public void What_a_filter_leaves_open_is_read(string filter)
    {
        var file = new RowFile(1, isHot: false, "none") { Rows = Rows };
        var scope = WordScope.Of(Plan($"select: id | from: project_logs('{Logs.Id}') | filter: {filter}").Filter);

        Assert.True(scope.IsEmpty || scope.Blocks(file) is null);
        Assert.True(scope.IsEmpty, filter);
    }

    private static IEnumerable<(string Filter, Func<Row, bool> Test)> Filters()
    {
        static bool Has(string text, string word) => text.ToUpperInvariant().Split(' ', '"', ',').Contains(word.ToUpperInvariant(), StringComparer.Ordinal);

        foreach (var word in new[] { "timeout", "REFUND", "ÉTAT", "x_1", "ünïcode", "K", "needle", "absent" })
        {
            yield return ($"input MATCH '{word}'", row => Has(row.Input, word));
            yield return ($"search('{word}')", row => Has(row.Input, word) || Has(row.Output, word));
        }

        yield return ("input MATCH '東京'", row => row.Input.Contains("東京", StringComparison.Ordinal));
        yield return ("input MATCH '京'", row => row.Input.Contains("東京", StringComparison.Ordinal));
        yield return ("input MATCH '👍'", row => row.Input.Contains("👍", StringComparison.Ordinal));
        yield return ("input MATCH '\"timeout connection\"'", row => row.Input.ToLowerInvariant().Contains("timeout connection ", StringComparison.Ordinal));
        yield return ("input MATCH 'timeout connection'", row => Has(row.Input, "timeout") && Has(row.Input, "connection"));
        yield return ("metadata.user_id = 'user-77'", row => row.User == "user-77");
        yield return ("metadata.user_id IN ('user-77', 'user-78', 'none')", row => row.User is "user-77" or "user-78");
        yield return ("input ILIKE '%only77 %'", row => row.Input.Contains("only77 ", StringComparison.Ordinal));
        yield return ("input LIKE '% only77 %'", row => row.Input.Contains(" only77 ", StringComparison.Ordinal));
        yield return ("input ILIKE '%imeou%'", row => row.Input.Contains("imeou", StringComparison.Ordinal));
        yield return ("scores.q > 0.9", row => row.Score > 0.9);
        yield return ("input MATCH 'error' AND scores.q > 0.9", row => Has(row.Input, "error") && row.Score > 0.9);
        yield return ("input MATCH 'only77' OR output MATCH 'only78'", row => Has(row.Input, "only77") || Has(row.Output, "only78"));
        yield return ("NOT input MATCH 'order'", row => !Has(row.Input, "order"));
    }

    // One segment of all rows, with its filter opened once more; whoever asked for it closes that.
    private static async Task<RowFile> FilteredAsync(TemporaryStore store)
    {
        await FillAsync(store, 0, Rows);
        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        var path = Assert.Single(Directory.GetFiles(Path.Combine(store.Folder, "rows"), "*.words"));
        return new RowFile(1, isHot: false, path) { Rows = Rows, Words = WordFilter.Open(path, Rows) };
    }

    // Half of the rows write letters beyond ASCII as escapes, as some clients do.
    private static async Task<List<Row>> FillAsync(TemporaryStore store, int from, int count)
    {
        var random = new Random(from + 1);
        var rows = new List<Row>();
        for (var start = from; start < from + count; start += 500)
        {
            var body = new StringBuilder("[");
            for (var i = start; i < start + 500; i++)
            {
                var words = Enumerable.Range(0, 6).Select(_ => Words[random.Next(Words.Length)]).Append($"only{i}").Append("end").ToArray();
                random.Shuffle(words.AsSpan(0, 7));
                var row = new Row($"r{i}", string.Join(' ', words), $"case r{i}", $"user-{i}", random.NextDouble());
                rows.Add(row);
                var options = i % 2 == 0 ? JsonSerializerOptions.Default : AsIs;
                body.Append(body.Length == 1 ? "" : ",").Append(JsonSerializer.Serialize(
                    new
                    {
                        id = row.Id,
                        input = i % 3 == 0 ? (object)row.Input : new { messages = new[] { new { content = row.Input } } },
                        output = row.Output,
                        metadata = new Dictionary<string, object> { ["user_id"] = row.User, [i % 1_000 == 242 ? $"rare{i}" : "common"] = 1 },
                        scores = new { q = row.Score },
                    },
                    options));
            }

            await store.InsertAsync(Logs, body.Append(']').ToString());
        }

        return rows;
    }

    private static QueryPlan Plan(string query)
    {
        var compilation = QueryPipeline.Compile(QueryRequest.FromText(query, DateTime.UnixEpoch));
        Assert.True(compilation.Plan is not null, string.Join("; ", compilation.Diagnostics));
        return compilation.Plan;
    }

    private static async Task<List<string?>> IdsAsync(TemporaryStore store, string query, string column = "id") =>
        [.. (await store.QueryAsync(query)).Select(row => row[column])];

    private sealed record Row(string Id, string Input, string Output, string User, double Score, bool IsDeleted = false);
}
