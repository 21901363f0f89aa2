using System.Net;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Answers that are read as they come: how they are named, and that half of one is never taken for a whole one.</summary>
public sealed class StreamedAnswerTests : LogsTestBase
{
    private const string Lines = "application/x-jsonlines";
    private const int LargeRows = 60;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider Time => _time;

    [Theory]
    [InlineData(null, null, "application/json", false)]
    [InlineData("json", Lines, "application/json", false)]
    [InlineData("jsonl", null, "application/json", true)]
    [InlineData("jsonl", "application/json", "application/json", true)]
    [InlineData("jsonl", Lines, Lines, true)]
    [InlineData(null, Lines, Lines, true)]
    [InlineData(null, "application/x-ndjson;q=0.5, text/html", "application/x-ndjson", true)]
    [InlineData(null, "application/x-jsonlines;q=0.5, application/json", "application/json", false)]
    [InlineData(null, "*/*", "application/json", false)]
    public async Task The_format_is_what_fmt_says_or_else_what_is_accepted(string? format, string? accept, string contentType, bool isLines)
    {
        await Rows.InsertAsync("""{"id":"a"}""", """{"id":"b"}""");

        using var response = await AskAsync(new { query = Query("id"), fmt = format }, accept);

        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(isLines, body == "{\"id\":\"b\"}\n{\"id\":\"a\"}\n");
        Assert.Equal(isLines, !body.StartsWith("{\"data\":", StringComparison.Ordinal));
        Assert.True(response.Headers.Contains("x-bt-cursor"));
    }

    [Fact]
    public async Task A_row_is_one_line_however_its_values_were_written()
    {
        await Rows.InsertAsync("{\"id\":\"a\",\"input\":{\n  \"x\":\r\n[1,\n\n\"two\\nlines\"]\n},\"of_their_own\":{\n\"y\": 1}}");

        using var response = await AskAsync(new { query = Query("*"), fmt = "jsonl" });

        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n', '\r');
        Assert.Equal(2, lines.Length);
        var row = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("two\nlines", row.GetProperty("input").GetProperty("x")[1].GetString());
        Assert.Equal(1, row.GetProperty("of_their_own").GetProperty("y").GetInt32());
    }

    [Fact]
    public async Task An_unknown_format_is_a_400()
    {
        using var response = await AskAsync(new { query = Query("id"), fmt = "csv" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"parquet\"", JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_answer_without_a_limit_flows_and_has_no_cursor_to_wait_for()
    {
        await InsertLargeRowsAsync();

        using var response = await AskAsync(new { query = Query("id, output"), fmt = "jsonl", disable_limit = true });
        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n');

        Assert.Equal(LargeRows + 1, lines.Length);
        Assert.False(response.Headers.Contains("x-bt-cursor"));
        var first = Enumerable.Range(0, LargeRows).Reverse().Zip(lines, (i, line) => (Expected: $"{{\"id\":\"r{i}\"", line));
        Assert.All(first, pair => Assert.StartsWith(pair.Expected, pair.line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public async Task An_answer_that_fails_half_way_is_a_broken_connection(string format)
    {
        await InsertLargeRowsAsync();

        // The reader takes nothing until the time is up, so that the answer stops while it is on its way.
        using var response = await AskAsync(new { query = Query("*"), fmt = format, disable_limit = true });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Token));
        await Server.UntilAsync(status => status.RunningQueries == 0);
    }

    [Fact]
    public async Task A_page_of_traces_that_fails_half_way_is_a_broken_connection()
    {
        await InsertLargeRowsAsync();

        using var response = await Server.SendAsync(HttpMethod.Get, $"/v1/project_logs/{Logs.Id}/fetch", content: null, People.Ada);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _time.Advance(TimeSpan.FromMinutes(5));

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Token));
        await Server.UntilAsync(status => status.RunningQueries == 0);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(2, true)]
    public async Task Slow_readers_leave_room_for_others(int readers, bool isWhole)
    {
        await InsertLargeRowsAsync();
        var slow = new List<HttpResponseMessage>();
        for (var i = 0; i < readers; i++)
        {
            slow.Add(await AskAsync(new { query = Query("*"), fmt = "jsonl", disable_limit = isWhole }));
        }

        Assert.Single((await Rows.QueryAsync("id", " | limit: 1")).GetProperty("data").EnumerateArray());
        Assert.Single((await Rows.QueryAsync("count(*) AS n")).GetProperty("data").EnumerateArray());
        foreach (var response in slow)
        {
            Assert.Equal(LargeRows + 1, (await response.Content.ReadAsStringAsync(Token)).Split('\n').Length);
            response.Dispose();
        }
    }

    private string Query(string select) => $"select: {select} | from: project_logs('{Logs.Id}')";

    // More than what sockets take in before somebody reads.
    private async Task InsertLargeRowsAsync()
    {
        var random = new Random(7);
        for (var first = 0; first < LargeRows; first += 10)
        {
            await Rows.InsertAsync([.. Enumerable.Range(first, 10).Select(i => $$"""{"id":"r{{i}}","output":"{{Convert.ToBase64String(Noise(random))}}"}""")]);
        }
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[300_000];
        random.NextBytes(bytes);
        return bytes;
    }

    private Task<HttpResponseMessage> AskAsync(object body, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/btql") { Content = new StringContent(JsonSerializer.Serialize(body)) };
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        return Server.SendAsync(request, People.Ada);
    }
}
