using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Answers that take too long end with an error that says so, and the engine works for them no more.</summary>
public sealed class QueryTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 20)]
    [InlineData(0.0, 20)]
    [InlineData(7.0, 7)]
    [InlineData(60.0, 60)]
    [InlineData(1e9, 100)]
    public async Task A_query_has_the_time_that_it_asks_for_up_to_five_times_what_the_server_gives(double? asked, int seconds)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(TimeSpan.FromSeconds(20), time);
        var query = await EndlessAsync(server);

        var asking = query.AskAsync(asked);
        await server.UntilAsync(status => status.RunningQueries == 1);
        time.Advance(TimeSpan.FromSeconds(seconds) - Second);
        await Task.Delay(100, Token);
        Assert.Equal((false, 1), (asking.IsCompleted, server.Store.GetStatus().RunningQueries));
        time.Advance(Second);

        Assert.Contains($"longer than {seconds} s", await RefusalAsync(await asking), StringComparison.Ordinal);
        Assert.Equal(0, server.Store.GetStatus().RunningQueries);
    }

    [Fact]
    public async Task What_still_waits_for_its_turn_gives_up_too()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(TimeSpan.FromSeconds(20), time);
        var query = await EndlessAsync(server);

        var asking = Enumerable.Range(0, 10).Select(_ => query.AskAsync()).ToList();
        await server.UntilAsync(status => status is { RunningQueries: > 0, WaitingQueries: > 0 } && status.RunningQueries + status.WaitingQueries == asking.Count);
        time.Advance(TimeSpan.FromSeconds(20));

        foreach (var answer in asking)
        {
            await RefusalAsync(await answer);
        }

        Assert.Equal((0, 0), (server.Store.GetStatus().RunningQueries, server.Store.GetStatus().WaitingQueries));
    }

    // By the real clock; the bounds are wide, because machines of tests are slow now and then.
    [Fact]
    public async Task The_engine_stops_within_moments()
    {
        await using var server = await StartAsync(2 * Second);
        var query = await EndlessAsync(server);
        var watch = Stopwatch.StartNew();

        await RefusalAsync(await query.AskAsync());

        Assert.InRange(watch.Elapsed, 2 * Second, 60 * Second);
        Assert.Equal(0, server.Store.GetStatus().RunningQueries);
    }

    [Theory]
    [InlineData("/v1/project_logs/{logs}/fetch")]
    [InlineData("/v1/project_logs/{logs}/trace?root_span_id=t")]
    [InlineData("/v1/project_logs/{logs}/span/input?id=a")]
    [InlineData("/v1/dataset/{dataset}/restore/preview", """{"version":"1"}""")]
    [InlineData("/v1/dataset/{dataset}/restore", """{"version":"1"}""")]
    [InlineData("/experiment-comparison2?experiment_id={experiment}")]
    [InlineData("/v1/experiment/{experiment}/summarize?summarize_scores=true")]
    [InlineData("/dataset-summary?dataset_id={dataset}")]
    [InlineData("/v1/dataset/{dataset}/summarize?summarize_data=true")]
    public async Task Reads_that_cannot_ask_for_time_have_a_bound_as_well(string path, string? body = null)
    {
        // None at all: of any other time, however short, a fast answer may need less.
        await using var server = await StartAsync(TimeSpan.Zero);
        foreach (var (name, kind) in new[] { ("{logs}", ObjectKind.ProjectLogs), ("{experiment}", ObjectKind.Experiment), ("{dataset}", ObjectKind.Dataset) })
        {
            var target = server.Objects.Add(kind, People.Acme);
            await new RowsOf(server, target).InsertAsync("""{"id":"a","root_span_id":"t","input":1}""");
            path = path.Replace(name, target.Id.ToString("D"), StringComparison.Ordinal);
        }

        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        await RefusalAsync(await server.SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, path, content, People.Ada));
    }

    private static Task<DataServer> StartAsync(TimeSpan queryTimeout, TimeProvider? time = null) =>
        DataServer.StartAsync(time, options => options with { QueryTimeout = queryTimeout });

    private static async Task<EndlessQuery> EndlessAsync(DataServer server)
    {
        var query = new EndlessQuery(server, server.Objects.Add(ObjectKind.ProjectLogs, People.Acme));
        await query.InsertAsync();
        return query;
    }

    // The message says what happened and whom to turn to, in either form of errors.
    private static async Task<string> RefusalAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True((int)answer.StatusCode == 504, $"{(int)answer.StatusCode}: {text}");
        var error = JsonDocument.Parse(text).RootElement;
        var message = error.TryGetProperty("Message", out var compatible) ? compatible.GetString()! : error.GetProperty("detail").GetString()!;
        Assert.Contains("BIPLANE_QUERY_TIMEOUT", message, StringComparison.Ordinal);
        return message;
    }
}
