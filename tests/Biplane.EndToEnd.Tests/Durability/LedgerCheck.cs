using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>Reads every row of a project, page by page, and holds it against the ledger.</summary>
internal static class LedgerCheck
{
    public static async Task RunAsync(ServerProcess server, Guid project, RowLedger ledger, CancellationToken cancellationToken)
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
