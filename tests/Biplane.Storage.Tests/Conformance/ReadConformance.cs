using System.Text.Json.Nodes;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>Order, pages, large values, and who sees what when.</summary>
public abstract class ReadConformance<TFixture> : RowStoreConformance<TFixture>
    where TFixture : IRowStoreFixture, new()
{
    [Fact]
    public async Task Pages_repeat_nothing_and_leave_nothing_out()
    {
        for (var i = 0; i < 200; i++)
        {
            await InsertAsync(Logs, $$"""{"id":"r{{i}}","input":{"n":{{i}} },"metadata":{"odd":{{(i % 2 == 1 ? "true" : "false")}} } }""");
        }

        await InsertAsync(Logs, """{"id":"r3","_is_merge":true,"output":"late"}""", """{"id":"r150","_object_delete":true}""");

        var expected = Enumerable.Range(0, 200).Where(i => i != 150).Select(i => $"r{i}").Reverse().ToList();
        var odd = expected.Where(id => int.Parse(id.AsSpan(1), null) % 2 == 1).ToList();
        await ThroughoutAsync(async () =>
        {
            Assert.Equal(expected, await PagesAsync($"select: id | from: {From(Logs)}", 17));
            Assert.Equal(odd, await PagesAsync($"select: id | from: {From(Logs)} | filter: metadata.odd = true", 9));
            Assert.Equal(
                Enumerable.Reverse(odd), await PagesAsync($"select: id | from: {From(Logs)} | filter: metadata.odd = true | sort: _pagination_key asc", 9));
        });
    }

    [Fact]
    public async Task An_object_has_another_change_mark_after_each_write_to_it()
    {
        var marks = new List<ulong> { Store.ChangeMark(Logs) };
        foreach (var row in (string[])["""{"id":"a","input":1}""", """{"id":"a","_is_merge":true,"output":2}""", """{"id":"b"}""", """{"id":"a","_object_delete":true}"""])
        {
            await InsertAsync(Logs, row);
            marks.Add(Store.ChangeMark(Logs));
        }

        await QueryAsync($"select: id | from: {From(Logs)}");
        await InsertAsync(Dataset, """{"id":"c"}""");

        Assert.Equal(marks, marks.Distinct());
        Assert.Equal(marks[^1], Store.ChangeMark(Logs));
    }

    [Fact]
    public async Task Pages_of_traces_show_each_trace_once()
    {
        for (var i = 0; i < 150; i++)
        {
            var trace = $"t{i % 25}";
            var parents = i < 25 ? "null" : $"[\"s{i % 25}\"]";
            await InsertAsync(Logs, $$"""{"id":"s{{i}}","span_id":"s{{i}}","root_span_id":"{{trace}}","span_parents":{{parents}},"input":"{{trace}}"}""");
        }

        await ThroughoutAsync(async () => Assert.Equal(
            Enumerable.Range(0, 25).Select(i => $"t{i}").Order(StringComparer.Ordinal),
            (await PagesAsync($"select: * | from: {From(Logs)} summary", 4, "root_span_id")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_page_goes_on_where_it_ended_while_rows_come_and_go()
    {
        for (var i = 0; i < 100; i++)
        {
            await InsertAsync(Logs, $$"""{"id":"r{{i}}"}""");
        }

        var seen = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 10; page++)
        {
            var rows = await QueryAsync($"select: id | from: {From(Logs)} | limit: 10" + (cursor is null ? "" : $" | cursor: '{cursor}'"));
            seen.AddRange(rows.Select(row => (string)row["id"]!));
            cursor = (string?)rows[^1][CursorRows.Cursor];
            await InsertAsync(Logs, $$"""{"id":"new{{page}}"}""", """{"id":"r50","_is_merge":true,"output":1}""");
            await (page == 4 ? Store.CompactAsync(Token) : page == 6 ? KillAsync() : Task.CompletedTask);
        }

        Assert.Equal(Enumerable.Range(0, 100).Reverse().Select(i => $"r{i}"), seen);
    }

    [Fact]
    public async Task Large_values_filter_and_come_back_whole()
    {
        var text = new string('x', 300_000) + "needle";
        await InsertAsync(Logs, new JsonObject { ["id"] = "big", ["input"] = new JsonObject { ["t"] = text, ["n"] = 7 } }.ToJsonString());
        await InsertAsync(Logs, """{"id":"small","input":{"n":8}}""");
        await InsertAsync(Logs, """{"id":"big","_is_merge":true,"output":"merged beside it"}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal(["big"], await IdsAsync($"select: id | from: {From(Logs)} | filter: input.n = 7"));
            Assert.Equal(text, (string?)(await RowsAsync(Logs))["big"]["input"]!["t"]);
            Assert.Equal(["big"], await IdsAsync($"select: id | from: {From(Logs)} | filter: input ilike '%XNEEDLE%'"));
            Assert.Equal(["small", "big"], await IdsAsync($"select: id | from: {From(Logs)} | filter: input is not null and error is null"));
        });
    }

    [Fact]
    public async Task Words_in_large_values_are_found()
    {
        var words = string.Concat(Enumerable.Repeat("many words ", 10_000));
        await InsertAsync(Logs, new JsonObject { ["id"] = "a", ["output"] = words + "needle" }.ToJsonString(), new JsonObject { ["id"] = "b", ["output"] = words }.ToJsonString());

        await ThroughoutAsync(async () =>
        {
            Assert.Equal(["a"], await IdsAsync($"select: id | from: {From(Logs)} | filter: search('\"words needle\"')"));
            Assert.Equal(["b"], await IdsAsync($"select: id | from: {From(Logs)} | filter: output match 'many' and not output match 'needle'"));
        });
    }

    [Fact]
    public async Task Sizes_of_fields_are_known_whatever_happened_to_the_row()
    {
        var text = new string('x', 70_000);
        await InsertAsync(Logs, $$"""{"id":"a","input":"{{text}}","output":"small","metadata":{"é":1} }""", """{"id":"b","input":"b"}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"error":"late","context":{"c":1}}""", $$"""{"id":"b","_is_merge":true,"expected":"{{text}}" }""");
        await InsertAsync(Logs, """{"id":"b","_is_merge":true,"input":null}""");

        await ThroughoutAsync(async () =>
        {
            var rows = await QueryAsync(
                $"select: byte_size(input) as i, byte_size(output) as o, byte_size(expected) as e, byte_size(error) as x, byte_size(metadata) as m, byte_size(context) as c | from: {From(Logs)} | sort: id");
            Assert.Equal(["""{"i":70002,"o":7,"e":null,"x":6,"m":8,"c":7}""", """{"i":null,"o":null,"e":70002,"x":null,"m":null,"c":null}"""], rows.Select(row => row.ToJsonString()));
        });
    }

    [Fact]
    public async Task A_preview_of_a_large_value_is_its_beginning()
    {
        var row = new JsonObject { ["id"] = "a", ["input"] = "é" + new string('x', 100_000), ["output"] = new JsonObject { ["t"] = new string('y', 100_000) } };
        await InsertAsync(Logs, row.ToJsonString());

        await ThroughoutAsync(async () =>
        {
            foreach (var shape in new[] { "", " summary" })
            {
                var found = Assert.Single(await QueryAsync($"select: input, output | from: {From(Logs)}{shape} | preview_length: 8"));
                Assert.Equal("éxxxxxxx", (string?)found["input"]);
                Assert.Equal("{\"t\":\"yy", (string?)found["output"]);
            }
        });
    }

    [Fact]
    public async Task A_write_that_was_answered_is_part_of_every_read_that_starts_afterwards()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (writer, _) =>
        {
            for (var i = 0; i < 25; i++)
            {
                var id = $"w{writer}-{i}";
                await InsertAsync(Logs, $$"""{"id":"{{id}}","metadata":{"writer":{{writer}} } }""");
                Assert.Equal([id], await IdsAsync($"select: id | from: {From(Logs)} | filter: id = '{id}'"));
                Assert.Equal(
                    Enumerable.Range(0, i + 1).Select(n => $"w{writer}-{n}").Order(StringComparer.Ordinal),
                    (await IdsAsync($"select: id | from: {From(Logs)} | filter: metadata.writer = {writer} | limit: 1000")).Order(StringComparer.Ordinal));
            }
        });

        await ThroughoutAsync(async () => Assert.Equal(200, (await RowsAsync(Logs)).Count));
    }

    [Fact]
    public async Task A_row_is_there_exactly_once_while_it_is_merged_into_from_its_oldest_file_on()
    {
        await InsertAsync(Logs, """{"id":"r","metadata":{"n":0} }""");
        for (var round = 1; round <= 25; round++)
        {
            // What was written lies in old files now, and the newest one has no row of this object yet.
            await Store.CompactAsync(Token);
            var merging = InsertAsync(Logs, $$"""{"id":"r","_is_merge":true,"metadata":{"n":{{round}}} }""");
            while (!merging.IsCompleted)
            {
                Assert.Equal(["r"], await IdsAsync($"select: id | from: {From(Logs)} | filter: metadata.n >= 0 | limit: 10"));
            }

            await merging;
            Assert.Equal(["r"], await IdsAsync($"select: id | from: {From(Logs)} | filter: metadata.n = {round} | limit: 10"));
        }
    }

    [Theory]
    [InlineData("select: id, metadata.n as n | from: {0} | filter: metadata.n >= 0")]
    [InlineData("select: id, metadata.n as n | from: {0} | filter: metadata.n >= 0 | sort: metadata.n desc")]
    [InlineData("select: id, metadata.n as n | from: {0} | filter: id = 'r0' or id = 'r1' or id = 'r2'")]
    [InlineData("select: id, metadata.n as n | from: {0} | filter: root_span_id = 'trace'")]
    public async Task Rows_are_there_exactly_once_while_they_are_merged_into_again_and_again(string query)
    {
        var merged = 0;
        await InsertAsync(Logs, Versions(0));
        var merging = Task.Run(
            async () =>
            {
                while (merged < 150)
                {
                    await InsertAsync(Logs, Versions(merged + 1));
                    Volatile.Write(ref merged, merged + 1);
                }
            },
            Token);
        while (!merging.IsCompleted)
        {
            var acknowledged = Volatile.Read(ref merged);
            var rows = await QueryAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, query, From(Logs)));
            Assert.Equal(["r0", "r1", "r2"], rows.Select(row => (string)row["id"]!).Order(StringComparer.Ordinal));

            // All three are of one commit, which is no older than the last one that was acknowledged before.
            Assert.InRange(Assert.Single(rows.Select(row => (int)row["n"]!).Distinct()), acknowledged, Volatile.Read(ref merged) + 1);
        }

        await merging;

        static string[] Versions(int n) =>
            [.. Enumerable.Range(0, 3).Select(i => $$"""{"id":"r{{i}}","_is_merge":true,"span_id":"s{{i}}","root_span_id":"trace","metadata":{"n":{{n}}} }""")];
    }

    [Fact]
    public async Task Merges_of_concurrent_writers_into_one_row_are_all_there()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (writer, _) =>
        {
            for (var i = 0; i < 25; i++)
            {
                await InsertAsync(Logs, $$"""{"id":"shared","_is_merge":true,"metadata":{"w{{writer}}":{"m{{i}}":true} } }""", $$"""{"id":"own{{writer}}-{{i}}"}""");
            }
        });

        await ThroughoutAsync(async () =>
        {
            var rows = await RowsAsync(Logs);
            Assert.Equal(201, rows.Count);
            var metadata = rows["shared"]["metadata"]!.AsObject();
            Assert.Equal(8, metadata.Count);
            Assert.All(metadata, writer => Assert.Equal(25, writer.Value!.AsObject().Count));
        });
    }

    [Fact]
    public async Task A_query_sees_one_moment_whatever_is_written_while_it_runs()
    {
        await InsertAsync(Logs, [.. Enumerable.Range(0, 100).Select(i => $$"""{"id":"r{{i}}","input":"old"}""")]);
        var plan = QueryPipeline.Compile(QueryRequest.FromText($"select: id, input | from: {From(Logs)} | limit: 1000", DateTime.UnixEpoch)).Plan!;
        var rows = new List<JsonObject>();

        await using (var cursor = await Store.QueryAsync(plan, Token))
        {
            Assert.True(await cursor.ReadAsync(Token));
            rows.Add(CursorRows.Row(cursor));
            await InsertAsync(Logs, [.. Enumerable.Range(0, 150).Select(i => $$"""{"id":"r{{i}}","input":"new"}""")]);
            await Store.CompactAsync(Token);
            while (await cursor.ReadAsync(Token))
            {
                rows.Add(CursorRows.Row(cursor));
            }
        }

        Assert.Equal(100, rows.Count);
        Assert.All(rows, row => Assert.Equal("old", (string?)row["input"]));
        Assert.Equal(150, (await RowsAsync(Logs)).Count);
    }

    [Fact]
    public async Task Objects_are_read_together_and_apart()
    {
        var other = Logs with { Id = Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b99") };
        await InsertAsync(Logs, """{"id":"a"}""");
        await InsertAsync(other, """{"id":"b"}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal(["a"], await IdsAsync($"select: id | from: {From(Logs)}"));
            Assert.Equal(["b", "a"], await IdsAsync($"select: id | from: project_logs('{Logs.Id:D}', '{other.Id:D}')"));
        });
    }

    private async Task<List<string>> PagesAsync(string query, int page, string column = "id")
    {
        var all = new List<string>();
        string? cursor = null;
        while (true)
        {
            var rows = await QueryAsync($"{query} | limit: {page}" + (cursor is null ? "" : $" | cursor: '{cursor}'"));
            if (rows.Count == 0)
            {
                return all;
            }

            all.AddRange(rows.Select(row => (string)row[column]!));
            cursor = (string?)rows[^1][CursorRows.Cursor];
        }
    }
}
