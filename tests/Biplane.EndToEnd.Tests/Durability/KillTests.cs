using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>
/// The server is killed by pid while rows, merges, large values, overflow bodies and deletes are on their way, and started again on the same
/// folder: settling of the last generation is then under way while the next load arrives. <c>BIPLANE_KILL_ROUNDS</c> sets the rounds
/// (default 4; the full suite runs 50).
/// </summary>
public sealed class KillTests
{
    private const int Senders = 4;

    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("BIPLANE_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 4;

    [Fact]
    public async Task Acknowledged_rows_survive_a_kill()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("biplane-kill-").FullName;
        var ledger = new RowLedger();
        var random = new Random(11);
        Guid? project = null;
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using var server = await ServerProcess.StartAsync(folder, null, cancellationToken);
                project ??= await server.CreateProjectAsync(cancellationToken);
                await VerifyAsync(server, project.Value, ledger, cancellationToken);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var senders = Enumerable.Range(0, Senders)
                    .Select(i => new LoadClient(server, project.Value, ledger, $"r{round}s{i}", (round * 100) + i).RunAsync(stop.Token))
                    .ToList();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150, 1_500)), cancellationToken);
                await server.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(senders);
            }

            await using var last = await ServerProcess.StartAsync(folder, null, cancellationToken);
            await VerifyAsync(last, project!.Value, ledger, cancellationToken);
            Assert.True(ledger.Rows.Count > Rounds, $"Only {ledger.Rows.Count} rows were written: the load did not run.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task VerifyAsync(ServerProcess server, Guid project, RowLedger ledger, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var query = $"select: id, metadata, input | from: project_logs('{project:D}') | limit: 1000" + (cursor is null ? "" : $" | cursor: '{cursor}'");
            using var content = new StringContent(new JsonObject { ["query"] = query }.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await server.Http.PostAsync(new Uri("/btql", UriKind.Relative), content, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);
            var answer = JsonNode.Parse(text)!;
            foreach (var row in answer["data"]!.AsArray())
            {
                Assert.True(found.TryAdd(row!["id"]!.GetValue<string>(), row), $"{row["id"]} came back twice.");
            }

            cursor = answer["data"]!.AsArray().Count == 0 ? null : answer["cursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        foreach (var (id, life) in ledger.Rows)
        {
            var row = found.GetValueOrDefault(id);
            var step = row?["metadata"]!["step"]!.GetValue<int>();
            Assert.True(life.Allows(step), $"{id} is at step {step?.ToString(CultureInfo.InvariantCulture) ?? "none"}, allowed: {life}");
            for (var i = 0; i <= step; i++)
            {
                Assert.True(row!["metadata"]![$"m{i}"] is not null, $"{id} at step {step} lost merge {i}.");
            }

            if (row?["input"]?.GetValue<string>() is { Length: > 1_000 } input)
            {
                Assert.EndsWith(id, input, StringComparison.Ordinal);
            }

            ledger.Settle(id, step);
        }

        Assert.All(found.Keys, id => Assert.True(ledger.Rows.ContainsKey(id), $"{id} came from nowhere."));
    }
}
