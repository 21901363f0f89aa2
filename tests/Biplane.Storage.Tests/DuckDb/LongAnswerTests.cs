using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Biplane.Model;
using Biplane.Query;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Answers in the order of places that are longer than a page.</summary>
public sealed class LongAnswerTests
{
    private const int Rows = 12_000;
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());
    private static readonly string From = $"from: project_logs('{Logs.Id}')";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_what_pages_give_one_after_the_other()
    {
        await using var store = await FilledAsync();
        await CompareAllAsync();
        await store.Store.CompactAsync(Token);
        await CompareAllAsync();

        async Task CompareAllAsync()
        {
            await CompareAsync("", "asc", 1);
            await CompareAsync("", "desc", 1);
            await CompareAsync("traces", "asc", 5);
            await CompareAsync("traces", "desc", 5);
            await CompareAsync("summary", "desc", 1);
        }

        async Task CompareAsync(string shape, string order, int rowsOfOne)
        {
            foreach (var filter in new[] { "", " | filter: metadata.n % 3 = 1" })
            {
                var query = $"select: id, metadata, input | {From} {shape}{filter} | sort: _pagination_key {order}";

                var whole = await AllAsync(store, query);

                var pages = await PagesAsync(store, query, limit: 1700);

                Assert.Equal(whole, pages);
                Assert.Equal(whole.Count, whole.Distinct().Count());
                var limited = await store.QueryAsync($"{query} | limit: {7_000 / rowsOfOne}");
                Assert.Equal(whole.Take(7_000), limited.Select(row => $"{row["id"]} {row["metadata"]}"));
            }
        }
    }

    [Fact]
    public async Task Those_of_one_trace_are_what_pages_give_one_after_the_other()
    {
        const int Spans = 40_000;
        await using var store = new TemporaryStore();
        for (var first = 0; first < Spans; first += 1_000)
        {
            await store.InsertAsync(
                Logs, $"[{string.Join(',', Enumerable.Range(first, 1_000).Select(i => $$$"""{"id":"r{{{i}}}","span_id":"s{{{i}}}","root_span_id":"t{{{(i % 7 == 0 ? 1 : 0)}}}","metadata":{"n":{{{i}}} },"metrics":{"start":{{{i}}},"end":{{{i}}}.50}}"""))}]");
        }

        await store.Store.CompactAsync(Token);
        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":"r{{1 + (i * 21)}}","_is_merge":true,"metadata":{"changed":true} }"""))}]");
        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"id":"r{{5 + (i * 35)}}","_object_delete":true}"""))}]");
        await store.InsertAsync(Logs, """[{"id":"late","root_span_id":"t0","span_id":"late"}]""");
        await CompareAsync("asc", "id, metadata");
        await CompareAsync("desc", "id, metadata");
        await CompareAsync("desc", "id, metadata, metrics.start, metrics.end");

        async Task CompareAsync(string order, string columns)
        {
            var query = $"select: {columns} | {From} | filter: root_span_id = 't0' | sort: _pagination_key {order}";

            var whole = await AllAsync(store, query);

            var pages = await PagesAsync(store, query, limit: 900);

            Assert.Equal(pages.Select(row => row.TrimEnd()), whole.Select(row => row.TrimEnd()));
            Assert.Equal(Enumerable.Range(0, Spans).Count(i => i % 7 != 0) - 50 + 1, whole.Distinct().Count());
            Assert.Equal(whole.Take(30_000), (await AllAsync(store, $"{query} | limit: 30000")));
        }
    }

    // What lies in sorted segments is read straight from there, and what has come since is found first.
    [Theory]
    [InlineData(1, 0, 20_000)]
    [InlineData(2, 0, 10_000)]
    [InlineData(1, 2, 41_000)]
    [InlineData(2, 2, 31_000)]
    public async Task Those_of_one_settled_trace_are_what_pages_give_one_after_the_other(int segments, int since, int late)
    {
        // Six small segments are merged, and each further five with what came of them; more than half of the most rows are no small segment.
        const int Step = 2_500;
        var spans = Step * (segments == 1 ? 16 : 6 * segments);
        await using var store = new TemporaryStore(options => options with { MaxSegmentRows = segments == 1 ? 1_000_000 : 10 * Step });
        for (var first = 0; first < spans + (since * Step); first += Step)
        {
            await SpansAsync(first, first + Step, i => i % 3 == 0 ? 1 : 0);
            await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"id":"r{{first + 1 + (i * 21)}}","_is_merge":true,"input":"changed"}"""))}]");
            await store.Store.CompactAsync(Token);
        }

        Assert.Contains(store.Segments, segment => segment.IsDense);
        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"id":"r{{2 + (i * 36)}}","_object_delete":true}"""))}]");
        var hot = spans + (since * Step);
        await SpansAsync(hot, hot + 2_000, i => since > 0 && i % 3 != 0 ? 0 : 2);
        await CompareAllAsync();

        // A span that is changed keeps its place, among those of the segments.
        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, 20).Select(i => $$$"""{"id":"r{{{4 + (i * 600)}}}","_is_merge":true,"metadata":{"changed":true} }"""))}]");
        await CompareAllAsync();

        async Task CompareAllAsync()
        {
            await CompareAsync("asc", "");
            await CompareAsync("desc", "");
            await CompareAsync("desc", " AND metadata.n % 2 = 0");
            await CompareAsync("asc", $" AND metadata.n > {late}");
        }

        async Task CompareAsync(string order, string filter)
        {
            var query = $"select: id, metadata | {From} | filter: root_span_id = 't0'{filter} | sort: _pagination_key {order}";

            var whole = await AllAsync(store, query);

            Assert.Equal(await PagesAsync(store, query, limit: 900), whole);
            Assert.Equal(whole.Count, whole.Distinct().Count());
            Assert.Equal(filter.Length == 0 ? Enumerable.Range(0, since > 0 ? hot + 2_000 : hot).Count(i => i % 3 != 0) - 50 : whole.Count, whole.Count);
            foreach (var limit in new[] { 5_001, 8_192, 9_000, 24_000 })
            {
                Assert.Equal(whole.Take(limit), await AllAsync(store, $"{query} | limit: {limit}"));
            }

            var cursor = (await store.QueryAsync($"{query} | limit: 900"))[^1]["cursor"];
            Assert.Equal(whole.Skip(900), await AllAsync(store, $"{query} | cursor: '{cursor}'"));
        }

        async Task SpansAsync(int from, int to, Func<int, int> trace)
        {
            for (var first = from; first < to; first += 500)
            {
                await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(first, 500).Select(i => $$$"""{"id":"r{{{i}}}","span_id":"s{{{i}}}","root_span_id":"t{{{trace(i)}}}","metadata":{"n":{{{i}}} }}"""))}]");
            }
        }
    }

    // Each of them larger than what is held of a page.
    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Large_spans_of_one_settled_trace_come_in_order(string order)
    {
        const int Spans = 6_000;
        await using var store = new TemporaryStore(options => options with { MaxMemoryBytes = 256L << 20, MaxGenerationRows = 500 });
        var text = new Random(3);
        for (var first = 0; first < Spans; first += 200)
        {
            await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(first, 200).Select(i => $$"""{"id":"r{{i}}","span_id":"s{{i}}","root_span_id":"t0","input":"{{Noise(text)}}"}"""))}]");
            if (first % 600 == 400)
            {
                // One segment each time, of which six are merged: left alone, settling makes one of several generations when it is slow.
                await store.Store.CompactAsync(Token);
            }
        }

        Assert.Contains(store.Segments, segment => segment.IsDense);

        var all = await AllAsync(store, $"select: id, input | {From} | filter: root_span_id = 't0' | sort: _pagination_key {order}");

        var ids = Enumerable.Range(0, Spans).Select(i => $"r{i}");
        Assert.Equal(order == "asc" ? ids : ids.Reverse(), all.Select(row => row.Split(' ')[0]));
    }

    [Fact]
    public async Task One_that_is_left_early_gives_back_what_it_holds()
    {
        await using var store = await FilledAsync();
        var plan = QueryPipeline.Compile(QueryRequest.FromText($"select: id, metadata | {From}", default) with { DisableLimit = true }).Plan!;
        for (var i = 0; i < 100; i++)
        {
            await using var rows = await store.Store.QueryAsync(plan, Token);
            for (var row = 0; row <= i * 100; row++)
            {
                Assert.True(await rows.ReadAsync(Token));
            }
        }

        Assert.Equal(Rows, (await AllAsync(store, $"select: id, metadata | {From}")).Count);
    }

    [Fact]
    public async Task They_are_of_one_moment()
    {
        await using var store = await FilledAsync();
        var plan = QueryPipeline.Compile(QueryRequest.FromText($"select: id, metadata | {From} | sort: _pagination_key asc", default) with { DisableLimit = true }).Plan!;
        await using var rows = await store.Store.QueryAsync(plan, Token);
        Assert.True(await rows.ReadAsync(Token));

        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, Rows).Where(i => i % 2 == 0).Select(i => $$"""{"id":"r{{i}}","_object_delete":true}"""))}]");
        await store.InsertAsync(Logs, """[{"id":"late"}]""");

        var count = 1;
        while (await rows.ReadAsync(Token))
        {
            count++;
        }

        Assert.Equal(Rows, count);
        Assert.Equal(1 + (Rows / 2), (await AllAsync(store, $"select: id, metadata | {From}")).Count);
    }

    [Fact]
    public async Task They_take_no_more_memory_than_a_page()
    {
        await using var store = new TemporaryStore(options => options with { MaxMemoryBytes = 128L << 20, MaxSpillBytes = 16L << 20, MaxGenerationBytes = 16L << 20 });
        var text = new Random(7);
        for (var i = 0; i < 100; i++)
        {
            var rows = Enumerable.Range(i * 200, 200).Select(n => $$"""{"id":"r{{n}}","root_span_id":"t{{n / 4}}","span_id":"s{{n}}","input":"{{Noise(text)}}"}""");
            await store.InsertAsync(Logs, $"[{string.Join(',', rows)}]");
        }

        // What is not settled takes memory of its own, and how much of it there is depends on how busy the machine is.
        await store.Store.CompactAsync(Token);

        // A sort of them all would not go.
        await Assert.ThrowsAsync<QueryTooLargeException>(() => AllAsync(store, $"select: id, input | {From} | sort: span_id"));
        Assert.Equal(20_000, (await AllAsync(store, $"select: id, input | {From}")).Count);
        Assert.Equal(20_000, (await AllAsync(store, $"select: id, input | {From} traces")).Count);
    }

    [Fact]
    public async Task A_limit_of_nothing_gives_nothing()
    {
        await using var store = await FilledAsync();

        Assert.Empty(await store.QueryAsync($"select: id | {From} | limit: 0"));
        Assert.Empty(await store.QueryAsync($"select: id | {From} traces | limit: 0"));
    }

    // Traces of several spans, in several files, and rows that were changed or deleted later, so that their places and files do not go together.
    private static async Task<TemporaryStore> FilledAsync()
    {
        var store = new TemporaryStore(options => options with { MaxGenerationRows = 3_000 });
        for (var first = 0; first < Rows; first += 1_000)
        {
            await store.InsertAsync(
                Logs, $"[{string.Join(',', Enumerable.Range(first, 1_000).Select(i => $$$"""{"id":"r{{{i}}}","span_id":"s{{{i}}}","root_span_id":"t{{{i / 5}}}","metadata":{"n":{{{i}}} },"input":"text {{{i}}}"}"""))}]");
        }

        await store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(0, Rows / 100).Select(i => $$"""{"id":"r{{i * 100}}","_is_merge":true,"metadata":{"changed":true} }"""))}]");
        return store;
    }

    // The same, each page asked for by the cursor of the one before.
    private static async Task<List<string>> PagesAsync(TemporaryStore store, string query, int limit)
    {
        var pages = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await store.QueryAsync($"{query} | limit: {limit}{cursor}");
            pages.AddRange(page.Select(row => $"{row["id"]} {row["metadata"]}"));
            if (page.Count == 0)
            {
                return pages;
            }

            cursor = $" | cursor: '{page[^1]["cursor"]}'";
        }
    }

    private static string Noise(Random random)
    {
        var bytes = new byte[6_000];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static async Task<List<string>> AllAsync(TemporaryStore store, string query)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText(query, default) with { DisableLimit = true });
        Assert.True(compiled.Plan is not null, string.Join("; ", compiled.Diagnostics));
        using var each = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var all = new List<string>();
        await using (var rows = await store.Store.QueryAsync(compiled.Plan, Token))
        {
            var one = new RowJsonWriter(rows.Columns, RowSeparation.Lines);
            var line = new ArrayBufferWriter<byte>();
            while (await rows.ReadAsync(Token))
            {
                line.ResetWrittenCount();
                one.Write(rows, line);
                each.AppendData(line.WrittenSpan);
                all.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{System.Text.Encoding.UTF8.GetString(rows.GetUtf8(0))} {(rows.IsNull(1) ? "" : System.Text.Encoding.UTF8.GetString(rows.GetUtf8(1)[..Math.Min(rows.GetUtf8(1).Length, 40)]))}"));
            }
        }

        // Written many at a time they are made by others, beside each other.
        await using var again = await store.Store.QueryAsync(compiled.Plan, Token);
        using var many = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var written = await WriteAsync(again, RowSeparation.Lines, 40_000, bytes => many.AppendData(bytes.Span));
        Assert.Equal(all.Count, written);
        Assert.Equal(each.GetHashAndReset(), many.GetHashAndReset());
        return all;
    }

    // How many there were.
    private static async Task<int> WriteAsync(RowCursor rows, RowSeparation separation, int mostBytes, Action<ReadOnlyMemory<byte>> take)
    {
        var writer = new RowJsonWriter(rows.Columns, separation);
        var output = new ArrayBufferWriter<byte>();
        var count = 0;
        while (await rows.ReadAsync(Token))
        {
            output.ResetWrittenCount();
            var some = writer.WriteSome(rows, output, mostBytes);
            Assert.True(some > 0);
            count += some;
            take(output.WrittenMemory);
        }

        return count;
    }
}
