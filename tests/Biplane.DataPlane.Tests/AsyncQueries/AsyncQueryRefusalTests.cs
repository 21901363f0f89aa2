using System.Text.Json;
using Biplane.DataPlane.AsyncQueries;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.AsyncQueries;

/// <summary>Who may see background queries, and what is refused.</summary>
public sealed class AsyncQueryRefusalTests : LogsTestBase
{
    private BackgroundQueries _queries = null!;

    private string From => $"from: project_logs('{Logs.Id}')";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _queries = new BackgroundQueries(Server);
        await Rows.InsertAsync("""{"id":"a","input":"one"}""", """{"id":"b"}""", BackgroundQueries.RowWithTags);
    }

    [Fact]
    public async Task Only_who_asked_a_query_sees_it_and_ends_it()
    {
        var id = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        await _queries.UntilAsync(id, "succeeded");

        foreach (var other in new[] { People.Bob, People.Viewer, People.Stranger })
        {
            foreach (var (method, path) in Calls(id))
            {
                Assert.Equal(404, await _queries.StatusAsync(method, path, other));
            }
        }

        Assert.Equal(3, (await _queries.ResultAsync(id)).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Access_that_was_taken_away_takes_the_result_away()
    {
        var id = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        await _queries.UntilAsync(id, "succeeded");
        var other = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme);
        var both = await _queries.SubmitAsync(new { query = $"select: * | from: project_logs('{Logs.Id}', '{other.Id}')" });
        await _queries.UntilAsync(both, "succeeded");

        Server.Objects.Hide(People.Ada, other);

        Assert.Equal(200, await _queries.StatusAsync(HttpMethod.Get, $"/{id}/result"));
        foreach (var (method, path) in Calls(both))
        {
            Assert.Equal(404, await _queries.StatusAsync(method, path));
        }
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_a_413()
    {
        using var response = await _queries.TrySubmitAsync(new { query = $"select: * | {From} | filter: id = '{new string('x', 1024 * 1024)}'" });

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("1 MiB", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":"select: * frm"}""", 400, "Expected")]
    [InlineData("""{"query":7}""", 400, "query")]
    [InlineData("""{"query":"FROM","format":"parquet"}""", 400, "format must be")]
    [InlineData("""{"query":"FROM","format":7}""", 400, "format must be")]
    [InlineData("""{"query":"FROM","batch_size":0}""", 400, "batch_size must be")]
    [InlineData("""{"query":"FROM","batch_size":100001}""", 400, "batch_size must be")]
    [InlineData("""{"query":"FROM","batch_size":"5"}""", 400, "batch_size must be")]
    [InlineData("""{"query":"SELECT count(*) FROM SOURCE","lint_mode":"strict"}""", 400, "Query blocked by strict lint mode")]
    [InlineData("""{"query":"select: * | from: project_logs('OTHER')"}""", 403, "Missing read access")]
    [InlineData("""nonsense""", 400, "not valid JSON")]
    public async Task What_cannot_run_is_refused_when_it_is_asked(string body, int status, string message)
    {
        var other = Server.Objects.Add(ObjectKind.ProjectLogs, People.Other);
        var text = body.Replace("SOURCE", $"project_logs('{Logs.Id}')", StringComparison.Ordinal).Replace("OTHER", other.Id.ToString(), StringComparison.Ordinal)
            .Replace("\"FROM\"", $"\"select: * | {From}\"", StringComparison.Ordinal);

        using var response = await Server.PostAsync("/btql/async", text);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(message, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_query_is_a_404_that_says_what_may_have_become_of_it()
    {
        foreach (var id in new[] { Guid.NewGuid().ToString(), "nonsense" })
        {
            using var response = await Server.SendAsync(HttpMethod.Get, $"/btql/async/{id}", content: null, People.Ada);

            Assert.Equal(404, (int)response.StatusCode);
            var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
            Assert.Equal("NotFoundError", error.GetProperty("Code").GetString());
            Assert.Contains("removed", error.GetProperty("Message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cursor_must_be_one_that_the_result_gave()
    {
        var id = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        var other = await _queries.SubmitAsync(new { query = $"select: * | {From}" });
        await _queries.UntilAsync(id, "succeeded");
        await _queries.UntilAsync(other, "succeeded");
        var foreign = (await _queries.ResultAsync(other, "?limit=1")).GetProperty("cursor").GetString()!;
        var between = AsyncQueryCursor.Write(Guid.Parse(id), 10);
        var beyond = AsyncQueryCursor.Write(Guid.Parse(id), 1L << 40);
        var before = AsyncQueryCursor.Write(Guid.Parse(id), -1);

        foreach (var cursor in new[] { "x", "agO8JAMxAAA", foreign, between, beyond, before, foreign[..^1] })
        {
            Assert.Equal(400, await _queries.StatusAsync(HttpMethod.Get, $"/{id}/result?cursor={Uri.EscapeDataString(cursor)}"));
        }

        foreach (var limit in new[] { "0", "-1", "100001", "many" })
        {
            Assert.Equal(400, await _queries.StatusAsync(HttpMethod.Get, $"/{id}/result?limit={limit}"));
        }
    }

    [Fact]
    public async Task One_user_may_have_twenty_unfinished_queries_and_others_still_ask()
    {
        for (var i = 0; i < 20; i++)
        {
            await _queries.SubmitAsync(new { query = BackgroundQueries.Endless(Logs) });
        }

        using var response = await _queries.TrySubmitAsync(new { query = BackgroundQueries.Endless(Logs) });

        Assert.Equal(429, (int)response.StatusCode);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await _queries.SubmitAsync(new { query = $"select: * | {From}" }, People.Bob);
    }

    [Fact]
    public async Task The_objects_of_one_query_are_of_one_organization()
    {
        var other = Server.Objects.Add(ObjectKind.ProjectLogs, People.Other);

        using var response = await _queries.TrySubmitAsync(new { query = $"select: * | from: project_logs('{Logs.Id}', '{other.Id}')" }, People.Both);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("one organization", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static (HttpMethod Method, string Path)[] Calls(string id) =>
        [(HttpMethod.Get, $"/{id}"), (HttpMethod.Get, $"/{id}/result"), (HttpMethod.Post, $"/{id}/cancel"), (HttpMethod.Delete, $"/{id}")];
}
