using System.Globalization;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Answers as Parquet files hold what answers as JSON hold.</summary>
public sealed class ParquetTests : LogsTestBase
{
    [Theory]
    [InlineData(1, "select: * | from: {logs}")]
    [InlineData(2, "select: * | from: {logs} summary | preview_length: 10")]
    [InlineData(3, "SELECT id, metrics.tokens * 2.5 AS number, len(id) AS n, created, is_root, project_id, _xact_id, _pagination_key, input, lower(span_attributes.name) AS name FROM {logs}")]
    [InlineData(4, "SELECT day(created) AS d, count(*) AS n, avg(scores.sim) AS a, max(_xact_id) AS x, any_value(input) AS i FROM {logs} GROUP BY 1 ORDER BY d, n")]
    [InlineData(5, "SELECT id FROM {logs} ORDER BY metrics.tokens DESC, id")]
    [InlineData(6, "infer: * | from: {logs}")]
    [InlineData(7, "SELECT is_root, count(*) FROM {logs} GROUP BY 1 PIVOT (count(*) AS n, max(scores.sim) AS s, max(created) AS c FOR span_attributes.name IN (ANY)) ORDER BY 1")]
    [InlineData(8, "SELECT value FROM (SELECT score, value, id FROM {logs} UNPIVOT (value FOR score IN (scores))) ORDER BY id, score")]
    public async Task A_file_holds_what_the_json_answer_holds(int seed, string query)
    {
        var events = new RandomEvents(seed);
        await Rows.InsertAsync([.. Enumerable.Range(0, 200).Select(events.Next)]);
        var text = query.Replace("{logs}", $"project_logs('{Logs.Id}')", StringComparison.Ordinal);

        var answer = await Server.PostJsonAsync("/btql", JsonSerializer.Serialize(new { query = text }));
        var file = await AskAsync(new { query = text, fmt = "parquet" });

        var expected = answer.GetProperty("data").EnumerateArray().ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(Canonical), file.Rows.Select(row => Canonical(Json(file, row))));
        Assert.Equal(
            answer.GetProperty("schema").GetProperty("items").GetProperty("properties").EnumerateObject().Select(p => p.Name),
            file.Columns.Select(c => c.Name).Where(name => name != "_extra"));
        Assert.Equal(answer.GetProperty("schema").GetRawText(), file.Facts["biplane.schema"]);
    }

    [Fact]
    public async Task A_page_has_its_cursor_in_a_header_and_in_the_file()
    {
        await Rows.InsertAsync([.. Enumerable.Range(0, 5).Select(i => $$"""{"id":"r{{i}}"}""")]);
        var query = $"select: id | from: project_logs('{Logs.Id}') | limit: 2";

        using var response = await PostAsync(new { query, fmt = "parquet" });
        var file = ParquetFile.Read(await response.Content.ReadAsByteArrayAsync(Token));

        var cursor = (await Server.PostJsonAsync("/btql", JsonSerializer.Serialize(new { query }))).GetProperty("cursor").GetString();
        Assert.Equal("application/vnd.apache.parquet", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(cursor, Assert.Single(response.Headers.GetValues("x-bt-cursor")));
        Assert.Equal(cursor, file.Facts["biplane.cursor"]);
        Assert.Equal(["r4", "r3"], file.Rows.Select(row => row[0]));
        var next = await AskAsync(new { query = $"{query} | cursor: '{cursor}'", fmt = "parquet" });
        Assert.Equal(["r2", "r1"], next.Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task No_rows_are_a_file_with_columns_and_without_a_cursor()
    {
        using var response = await PostAsync(new { query = $"select: id, created, input, is_root | from: project_logs('{Logs.Id}')", fmt = "parquet" });
        var file = ParquetFile.Read(await response.Content.ReadAsByteArrayAsync(Token));

        Assert.False(response.Headers.Contains("x-bt-cursor"));
        Assert.Empty(file.Rows);
        Assert.Equal([("id", "VARCHAR"), ("created", "TIMESTAMP WITH TIME ZONE"), ("input", "JSON"), ("is_root", "BOOLEAN")], file.Columns);
    }

    [Fact]
    public async Task An_answer_without_columns_is_refused()
    {
        using var response = await PostAsync(new { query = $"SELECT count(*) FROM project_logs('{Logs.Id}') PIVOT (count(*) AS n FOR span_attributes.name IN (ANY))", fmt = "parquet" });

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("no columns", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_answer_is_not_compressed_twice()
    {
        var noise = new Random(7);
        await Rows.InsertAsync([.. Enumerable.Range(0, 100).Select(i => $$"""{"id":"r{{i}}","output":"{{string.Concat(Enumerable.Range(0, 30_000).Select(_ => (char)('!' + noise.Next(90)) is var c && c is '"' or '\\' ? ' ' : c))}}"}""")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/btql")
        {
            Content = new StringContent($$"""{"query":"select: * | from: project_logs('{{Logs.Id}}')","fmt":"parquet","disable_limit":true}"""),
        };
        request.Headers.Add("Accept-Encoding", "gzip");
        request.Headers.Add("Authorization", $"Bearer {People.Ada.UserId}");

        using var response = await Server.Http.SendAsync(request, Token);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(100, ParquetFile.Read(await response.Content.ReadAsByteArrayAsync(Token)).Rows.Count);
    }

    private Task<HttpResponseMessage> PostAsync(object body) => Server.PostAsync("/btql", JsonSerializer.Serialize(body));

    private async Task<ParquetFile> AskAsync(object body)
    {
        using var response = await PostAsync(body);
        var content = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(content));
        return ParquetFile.Read(content);
    }

    // The row as a JSON answer would have it.
    private static JsonElement Json(ParquetFile file, object?[] row)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < row.Length; i++)
        {
            var (name, type) = file.Columns[i];
            if (name == "_extra")
            {
                foreach (var member in row[i] is string extra ? JsonDocument.Parse(extra).RootElement.EnumerateObject() : default)
                {
                    members.TryAdd(member.Name, member.Value);
                }

                continue;
            }

            members.Add(name, row[i] switch
            {
                string json when type == "JSON" => JsonDocument.Parse(json).RootElement,
                DateTime time => time.ToString(time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                var value => value,
            });
        }

        return JsonSerializer.SerializeToElement(members);
    }

    // Members by name, numbers by value: neither the order nor the way a number is written is part of a value.
    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{JsonSerializer.Serialize(m.Name)}:{Canonical(m.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };
}
