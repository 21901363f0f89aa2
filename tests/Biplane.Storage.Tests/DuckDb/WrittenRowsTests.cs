using System.Buffers;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Rows of long answers that are written as JSON where they are read: beside each other, and a page ahead.</summary>
public sealed class WrittenRowsTests(WrittenRowsTests.Trace trace) : IClassFixture<WrittenRowsTests.Trace>
{
    private const int Rows = 30_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("asc", RowSeparation.Commas, 1)]
    [InlineData("desc", RowSeparation.Commas, 100_000)]
    [InlineData("asc", RowSeparation.Lines, 100_000)]
    [InlineData("desc", RowSeparation.Lines, 3_000)]
    [InlineData("desc", RowSeparation.None, 1_000_000)]
    public async Task Values_of_every_kind_are_written_alike_many_at_a_time_and_one_by_one(string order, RowSeparation separation, int mostBytes)
    {
        var plan = trace.Plan(
            $"select: *, metadata.n > 7 as flag, metadata.n * 1.5 as number, len(input) as size, _xact_id as version, created as time FROM filter: root_span_id = 't0' | sort: _pagination_key {order}");
        var expected = new ArrayBufferWriter<byte>();
        PaginationKey last = default;
        await using (var rows = await trace.Store.Store.QueryAsync(plan, Token))
        {
            var writer = new RowJsonWriter(rows.Columns, separation);
            while (await rows.ReadAsync(Token))
            {
                writer.Write(rows, expected);
                last = PlaceOf(rows);
            }
        }

        var written = new ArrayBufferWriter<byte>();
        await using var again = await trace.Store.Store.QueryAsync(plan, Token);
        Assert.Equal((Rows, last), await WriteAsync(again, separation, mostBytes, written));
        Assert.True(expected.WrittenSpan.SequenceEqual(written.WrittenSpan));
    }

    [Fact]
    public async Task No_row_is_begun_behind_the_bytes_that_were_asked_for()
    {
        const int Most = 50_000;
        await using var rows = await trace.Store.Store.QueryAsync(trace.Plan("select: * FROM filter: root_span_id = 't0'"), Token);
        var writer = new RowJsonWriter(rows.Columns, RowSeparation.Lines);
        var output = new ArrayBufferWriter<byte>();
        while (await rows.ReadAsync(Token))
        {
            output.ResetWrittenCount();
            writer.WriteSome(rows, output, Most);
            var beforeLast = output.WrittenSpan[..^1].LastIndexOf((byte)'\n') + 1;
            Assert.InRange(beforeLast, 0, Most - 1);
        }
    }

    [Fact]
    public async Task A_place_that_no_number_can_be_made_of_is_null_and_the_answer_goes_on()
    {
        var plan = trace.Plan("select: id, metadata.n / (metadata.n - 3) as ratio FROM filter: root_span_id = 't0'");
        await using var rows = await trace.Store.Store.QueryAsync(plan, Token);
        var written = new ArrayBufferWriter<byte>();

        Assert.Equal(Rows, (await WriteAsync(rows, RowSeparation.Lines, 100_000, written)).Count);
        Assert.Equal(Rows / 20, Count(written.WrittenSpan, "\"ratio\":null"u8));
    }

    [Fact]
    public async Task An_answer_that_is_left_while_it_is_written_gives_back_what_it_holds()
    {
        var plan = trace.Plan("select: * FROM filter: root_span_id = 't0'");
        for (var i = 0; i < 60; i++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            await using var rows = await trace.Store.Store.QueryAsync(plan, stop.Token);
            var writer = new RowJsonWriter(rows.Columns, RowSeparation.Commas);
            var count = 0;
            while (count <= i * 400 && await rows.ReadAsync(Token))
            {
                count += writer.WriteSome(rows, new ArrayBufferWriter<byte>(), 20_000);
            }

            if (i % 2 == 0)
            {
                await stop.CancelAsync();
            }
        }

        await using var all = await trace.Store.Store.QueryAsync(plan, Token);
        Assert.Equal(Rows, (await WriteAsync(all, RowSeparation.Lines, 20_000, new ArrayBufferWriter<byte>())).Count);
        Assert.Equal(1, trace.Store.Store.GetStatus().RunningQueries);
    }

    [Fact]
    public async Task Several_answers_are_written_beside_each_other()
    {
        var plan = trace.Plan("select: * FROM filter: root_span_id = 't0' | sort: _pagination_key asc");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            async () =>
            {
                await using var rows = await trace.Store.Store.QueryAsync(plan, Token);
                var written = new ArrayBufferWriter<byte>();
                Assert.Equal(Rows, (await WriteAsync(rows, RowSeparation.Lines, 200_000, written)).Count);
                return written.WrittenMemory;
            },
            Token)));

        Assert.All(answers, answer => Assert.True(answer.Span.SequenceEqual(answers[0].Span)));
    }

    private static PaginationKey PlaceOf(RowCursor rows) => new(rows.GetUInt64(rows.Columns.Count - 1));

    private static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        var count = 0;
        for (var at = text.IndexOf(part); at >= 0; at = text.IndexOf(part))
        {
            count++;
            text = text[(at + part.Length)..];
        }

        return count;
    }

    // How many rows there were, and where the last one is.
    private static async Task<(int Count, PaginationKey Last)> WriteAsync(RowCursor rows, RowSeparation separation, int mostBytes, IBufferWriter<byte> output)
    {
        var writer = new RowJsonWriter(rows.Columns, separation);
        var count = 0;
        PaginationKey last = default;
        while (await rows.ReadAsync(Token))
        {
            count += writer.WriteSome(rows, output, mostBytes);
            last = PlaceOf(rows);
        }

        return (count, last);
    }

    /// <summary>A settled trace whose rows have nulls, escapes, line breaks, numbers of all sizes and texts of several lengths.</summary>
    public sealed class Trace : IAsyncLifetime
    {
        private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());

        internal TemporaryStore Store { get; } = new();

        public async ValueTask InitializeAsync()
        {
            const int Step = 2_500;
            for (var first = 0; first < Rows; first += Step)
            {
                for (var i = first; i < first + Step; i += 500)
                {
                    await Store.InsertAsync(Logs, $"[{string.Join(',', Enumerable.Range(i, 500).Select(Row))}]");
                }

                await Store.Store.CompactAsync(Token);
            }

            Assert.Contains(Store.Segments, segment => segment.IsDense);
        }

        /// <summary>The plan of a query in which FROM stands for the source.</summary>
        public QueryPlan Plan(string query)
        {
            var text = query.Replace("FROM", $"| from: project_logs('{Logs.Id}') |", StringComparison.Ordinal);
            var compiled = QueryPipeline.Compile(QueryRequest.FromText(text, default) with { DisableLimit = true });
            Assert.True(compiled.Plan is not null, string.Join("; ", compiled.Diagnostics));
            return compiled.Plan;
        }

        public ValueTask DisposeAsync() => Store.DisposeAsync();

        private static string Row(int i)
        {
            var row = new JsonObject
            {
                ["id"] = $"r{i}",
                ["span_id"] = $"s{i}",
                ["root_span_id"] = "t0",
                ["scores"] = new JsonObject { ["quality"] = i % 100 / 100.0 },
                ["metadata"] = new JsonObject { ["n"] = i % 20, ["path/with \"signs\""] = "\r\n\t" },
            };
            if (i % 3 > 0)
            {
                row["input"] = $"text \"{i}\" \u00e9\ud83d\ude00\u0001 {new string('x', i % 40)}";
            }

            if (i % 5 > 0)
            {
                row["output"] = new JsonObject { ["a"] = new JsonArray(1, i), ["b"] = "line\nbreak" };
            }

            if (i % 4 > 0)
            {
                row["metrics"] = new JsonObject { ["start"] = i + 0.125, ["end"] = i * 1e9, ["tokens"] = i };
            }

            if (i % 7 == 0)
            {
                row["error"] = $"broken {i}";
                row["tags"] = new JsonArray("a", $"b{i}");
            }

            // Line breaks between the parts of JSON are kept as they came.
            return i % 2 == 0 ? row.ToJsonString() : row.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
        }
    }
}
