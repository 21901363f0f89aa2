using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>Background queries outlive the process that runs them.</summary>
public sealed class BackgroundQueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_kill_results_are_there_and_what_ran_or_waited_runs_again()
    {
        string from, done, rows;
        List<string> endless = [];
        string waiting;
        await using (var server = await ServerProcess.StartAsync(_folder.Path, null, Token))
        {
            var project = await server.CreateProjectAsync(Token);
            from = $"from: project_logs('{project}')";
            var tags = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"tag{i}\""));
            var body = Encoding.UTF8.GetBytes($"{{\"rows\":[{{\"id\":\"a\",\"project_id\":\"{project}\",\"log_id\":\"g\",\"tags\":[{tags}]}}]}}");
            await server.PostLogsAsync(body, body.Length, Token);
            done = await SubmitAsync(server, $"select: * | {from}");
            await UntilAsync(server, done, "succeeded");
            rows = await ResultAsync(server, done);
            for (var i = 0; i < 2; i++)
            {
                endless.Add(await SubmitAsync(server, $"measures: count(1) as n | {from} | unpivot: tags as a, tags as b, tags as c, tags as d | filter: a != b OR c != d"));
                await UntilAsync(server, endless[i], "running");
            }

            waiting = await SubmitAsync(server, $"select: id | {from}");
            Assert.Equal("queued", await StatusAsync(server, waiting));
            await server.KillAsync();
        }

        await using var next = await ServerProcess.StartAsync(_folder.Path, null, Token);
        Assert.Equal(rows, await ResultAsync(next, done));
        foreach (var id in endless)
        {
            await UntilAsync(next, id, "running");
            using var canceled = await next.Http.PostAsync(new Uri($"/btql/async/{id}/cancel", UriKind.Relative), content: null, Token);
            Assert.Equal(HttpStatusCode.OK, canceled.StatusCode);
        }

        await UntilAsync(next, waiting, "succeeded");
        Assert.Equal("""{"status":"succeeded","rows":[{"id":"a"}]}""", await ResultAsync(next, waiting));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "data", "blobs", "tmp")));
    }

    private static async Task<string> SubmitAsync(ServerProcess server, string query)
    {
        using var response = await server.Http.PostAsJsonAsync(new Uri("/btql/async", UriKind.Relative), new { query }, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<string> StatusAsync(ServerProcess server, string id)
    {
        var query = await server.Http.GetFromJsonAsync<JsonElement>(new Uri($"/btql/async/{id}", UriKind.Relative), Token);
        return query.GetProperty("status").GetString()!;
    }

    private static Task<string> ResultAsync(ServerProcess server, string id) => server.Http.GetStringAsync(new Uri($"/btql/async/{id}/result", UriKind.Relative), Token);

    private static async Task UntilAsync(ServerProcess server, string id, string status)
    {
        for (var i = 0; i < 1_500 && await StatusAsync(server, id) != status; i++)
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(status, await StatusAsync(server, id));
    }
}
