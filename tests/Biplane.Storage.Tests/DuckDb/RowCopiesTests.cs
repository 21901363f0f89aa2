using System.Globalization;
using System.Text.Json;
using Biplane.Model;
using Biplane.Storage.DuckDb.Copies;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>Rows of merged segments are read from copies beside them, and nobody can tell.</summary>
public sealed class RowCopiesTests
{
    private const int Rows = 240;

    /// <summary>So many segments are merged, and only merged ones have copies.</summary>
    private const int MergedSegments = 6;

    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b12"));
    private static readonly string Large = new('x', 100_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Queries => [.. Asked];

    private static readonly string[] Asked =
    [
        "select: * | from: project_logs('<id>')",
        "select: * | from: project_logs('<id>') | preview_length: 20",
        "select: * | from: project_logs('<id>') | preview_length: 20 | limit: 7",
        "select: * | from: project_logs('<id>') | filter: metadata.n > 100 | sort: _pagination_key asc",
        "select: id, input, created, is_root, _xact_id, project_id, audit_data, log_id, comments, _async_scoring_state | from: project_logs('<id>') | filter: is_root",
        "select: * | from: project_logs('<id>') | filter: id = 'r17'",
        "select: * | from: project_logs('<id>') | filter: id IN ['r1', 'r60', 'r7', 'r200', 'nobody'] | preview_length: 4",
        "select: * | from: project_logs('<id>') | filter: root_span_id = 't9'",
        "select: * | from: project_logs('<id>') | filter: root_span_id IN ['t9', 't0', 't11'] AND metadata.n > 5",
        "select: id, metadata.n | from: project_logs('<id>') | filter: root_span_id = 't9'",
        "select: * | from: project_logs('<id>') traces | filter: id = 'r17'",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Answers_are_the_same_from_the_engine_and_from_copies(string query)
    {
        await using var store = await FilledAsync();
        var before = await AnswerAsync(store, query);

        await CompactAsync(store);

        Assert.NotEmpty(before);
        Assert.Equal(before, await AnswerAsync(store, query));
    }

    [Fact]
    public async Task Rows_of_merged_segments_come_from_their_copies()
    {
        await using var store = await FilledAsync();
        await using var other = await FilledAsync(question: "another");
        await CompactAsync(store);
        await CompactAsync(other);
        await store.ReopenAsync(() => File.Copy(CopiesOf(other), CopiesOf(store), overwrite: true));

        foreach (var query in (string[])[Asked[0], "select: input | from: project_logs('<id>') | filter: id = 'r18'"])
        {
            Assert.Contains("another 18", string.Concat(await AnswerAsync(store, query)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task What_was_replaced_or_deleted_since_is_not_shown(string query)
    {
        await using var store = await FilledAsync();
        await CompactAsync(store);

        await store.InsertAsync(Logs, """[{"id":"r17","span_id":"s17","root_span_id":"t9","input":"anew"},{"id":"r60","_object_delete":true},{"id":"r19","_is_merge":true,"output":"merged"},{"id":"new","root_span_id":"t9"}]""");
        var mixed = await AnswerAsync(store, query);
        await CompactAsync(store);

        Assert.Equal(await AnswerAsync(store, query), mixed);
    }

    [Fact]
    public async Task A_damaged_file_is_not_believed_and_is_made_anew()
    {
        await using var store = await FilledAsync();
        await CompactAsync(store);
        var expected = await AnswersAsync(store);
        var path = CopiesOf(store);
        var good = await File.ReadAllBytesAsync(path, Token);
        var random = new Random(7);
        for (var round = 0; round < 40; round++)
        {
            var bad = good.ToArray();
            var at = round switch { 0 => 3, 1 => good.Length - 1, _ => random.Next(good.Length) };
            bad[at] ^= (byte)(1 << random.Next(8));
            await store.ReopenAsync(() => File.WriteAllBytes(path, round % 10 == 9 ? good[..at] : bad));

            Assert.Equal(expected, await AnswersAsync(store));
        }

        await store.Store.CompactAsync(Token);

        Assert.Equal(good, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal(expected, await AnswersAsync(store));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_in_a_merged_segment_is_merged_into_and_not_added_again(bool isDamaged)
    {
        await using var store = await FilledAsync();
        await CompactAsync(store);
        if (isDamaged)
        {
            // Wherever the rows of a key are said to lie.
            var path = CopiesOf(store);
            var bytes = await File.ReadAllBytesAsync(path, Token);
            var layout = CopyFormat.ReadHeader(bytes);
            bytes.AsSpan((int)layout.IndexOffset, Rows * (CopyFormat.KeyBytes + CopyFormat.PositionBytes)).Reverse();
            await store.ReopenAsync(() => File.WriteAllBytes(path, bytes));
        }

        await store.InsertAsync(Logs, """[{"id":"r17","_is_merge":true,"output":"merged"},{"id":"r18","_object_delete":true},{"id":"r19","output":"replaced"},{"id":"new"}]""");

        var rows = await store.QueryAsync($"select: id, input, output | from: project_logs('{Logs.Id}') | limit: 1000");
        Assert.Equal(Rows, rows.Select(row => row["id"]).Distinct().Count());
        Assert.Equal(Rows, rows.Count);
        Assert.Equal(["\"merged\""], rows.Where(row => row["id"] == "r17" && row["input"] is not null).Select(row => row["output"]));
        Assert.Equal([(null, "\"replaced\"")], rows.Where(row => row["id"] == "r19").Select(row => (row["input"], row["output"])));
        Assert.DoesNotContain(rows, row => row["id"] == "r18");
    }

    [Fact]
    public async Task No_bit_of_the_header_may_be_wrong()
    {
        await using var store = await FilledAsync();
        await CompactAsync(store);
        var path = Path.Combine(store.Folder, "header.copies");
        var good = await File.ReadAllBytesAsync(CopiesOf(store), Token);
        for (var bit = 0; bit < CopyFormat.HeaderBytes * 8; bit++)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, bad, Token);

            Assert.Null(RowCopies.Open(path, Rows));
        }
    }

    [Fact]
    public async Task A_missing_file_is_made_anew()
    {
        await using var store = await FilledAsync();
        await CompactAsync(store);
        var expected = await AnswersAsync(store);
        var path = CopiesOf(store);

        await store.ReopenAsync(() => File.Delete(path));

        Assert.Equal(expected, await AnswersAsync(store));
        await store.Store.CompactAsync(Token);
        Assert.True(File.Exists(path));
    }

    // Three traces of a thousand spans go over several blocks of the index, and begin within them; one of nine thousand over more than are read at once.
    [Theory]
    [InlineData(9_000, 1)]
    [InlineData(Rows, 12)]
    [InlineData(3_000, 3)]
    [InlineData(3_000, 1_500)]
    public async Task Positions_of_a_key_are_all_found(int count, int traces)
    {
        await using var store = await FilledAsync(count: count, traces: traces);
        await CompactAsync(store);
        using var copies = RowCopies.Open(CopiesOf(store), count)!;
        var rows = copies.Read(Enumerable.Range(0, count).Select(i => (long)i)).ToList();
        var trace = CopyFormat.IndexOf("root_span_id");
        foreach (var spans in rows.Index().GroupBy(row => System.Text.Encoding.UTF8.GetString(row.Item[trace])))
        {
            var key = Storage.Keys.RowKeys.OfTrace(Logs, spans.Key);

            Assert.Equal(spans.Select(row => (long)row.Index), copies.TraceKeys.Find([key], most: count, out var isAll));
            Assert.True(isAll);
            Assert.InRange(copies.TraceKeys.LeastCount([key]), Math.Max(0, spans.Count() - 1_024), spans.Count());
            copies.TraceKeys.Find([key], most: spans.Count() - 1, out isAll);
            Assert.False(isAll);
            Assert.Equal(new KeyStretch(spans.First().Index, spans.Last().Index, spans.Count()), copies.TraceKeys.Stretch([key]));
        }

        var id = CopyFormat.IndexOf("id");
        var keys = rows.ConvertAll(row => Storage.Keys.RowKeys.OfRow(Logs, System.Text.Encoding.UTF8.GetString(row[id]), attempt: 0));
        Assert.All(keys.Index(), key => Assert.Equal([key.Index], copies.RowKeys.Find([key.Item], most: 1, out _)));
        Assert.Empty(copies.RowKeys.Find([0, 1, 2, ulong.MaxValue], most: 0, out _));
        Assert.Equal(0, copies.RowKeys.Stretch([0, 1, 2, ulong.MaxValue]).Count);
        Assert.Equal(new KeyStretch(0, count - 1, count), copies.RowKeys.Stretch(keys));
    }

    [Fact]
    public void A_page_of_any_bytes_is_a_row_or_is_refused()
    {
        var random = new Random(11);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var page = new byte[random.Next(200)];
            random.NextBytes(page);
            if (page.Length >= 8 && round % 2 == 0)
            {
                // Few columns, so that some are rows.
                BitConverter.TryWriteBytes(page, 1UL << random.Next(CopyFormat.Columns.Count));
            }

            try
            {
                var row = new RowCopy(page, random.Next(-1, 3), page.Length + random.Next(-1, 2));
                for (var column = 0; column < CopyFormat.Columns.Count; column++)
                {
                    _ = row.IsNull(column) ? default : row[column];
                }
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 20_000);
    }

    private static async Task<TemporaryStore> FilledAsync(string question = "Über – 漢字", int count = Rows, int traces = 12)
    {
        var store = new TemporaryStore(options => options with { MinIndexedRows = 1 });
        foreach (var batch in Enumerable.Range(0, count).Chunk(count / MergedSegments))
        {
            await store.Store.CompactAsync(Token);
            await store.InsertAsync(Logs, JsonSerializer.Serialize(batch.Select(n => Row(n, traces, question))));
        }

        return store;
    }

    private static Dictionary<string, object?> Row(int n, int traces, string question)
    {
        var row = Fields(n, traces, question);
        foreach (var own in (string[])["own_field", "_async_scoring_state"])
        {
            // A field without a column of its own counts even when it is null.
            if (row[own] is null)
            {
                row.Remove(own);
            }
        }

        return row;
    }

    private static Dictionary<string, object?> Fields(int n, int traces, string question) => new()
    {
        ["id"] = "r" + n.ToString(CultureInfo.InvariantCulture),
        ["span_id"] = "s" + n.ToString(CultureInfo.InvariantCulture),
        ["root_span_id"] = "t" + (n % traces).ToString(CultureInfo.InvariantCulture),
        ["span_parents"] = n % 3 == 0 ? null : new[] { "s" + (n - (n % 3)).ToString(CultureInfo.InvariantCulture) },
        ["input"] = n % 50 == 17 ? Large : n % 7 == 0 ? null : new { question = $"{question} {n}", list = new[] { n, n + 1 } },
        ["output"] = n % 5 == 0 ? "a \"quoted\" answer\n" + n : null,
        ["metadata"] = new { n, model = "m-" + (n % 3) },
        ["tags"] = n % 11 == 0 ? new[] { "seen" } : null,
        ["scores"] = n % 4 == 0 ? new { quality = n / 240.0 } : null,
        ["metrics"] = new { start = 1_760_000_000 + n, end = 1_760_000_001.5 + n, tokens = n },
        ["own_field"] = n % 13 == 0 ? new { kept = n } : null,
        ["_async_scoring_state"] = n % 17 == 0 ? new { status = "enabled" } : null,
    };

    private static async Task CompactAsync(TemporaryStore store)
    {
        await store.Store.CompactAsync(Token);
        Assert.Contains(store.Segments, segment => segment.IsDense && segment.HasCopies);
    }

    private static string CopiesOf(TemporaryStore store) => Assert.Single(Directory.GetFiles(Path.Combine(store.Folder, "rows"), "*.copies"));

    private static async Task<List<string>> AnswersAsync(TemporaryStore store)
    {
        var answers = new List<string>();
        foreach (var query in Asked)
        {
            answers.AddRange(await AnswerAsync(store, query));
        }

        return answers;
    }

    private static async Task<List<string>> AnswerAsync(TemporaryStore store, string query) =>
        (await store.QueryAsync(query.Replace("<id>", Logs.Id.ToString("D"), StringComparison.Ordinal))).ConvertAll(row => JsonSerializer.Serialize(row));
}
