using System.Globalization;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>
/// The server is killed by pid while rows, merges, large values, overflow bodies and deletes are on their way, and started again on the same
/// folder: settling of the last generation is then under way while the next load arrives. Four rounds; 50 in the full suite
/// (<c>./biplane test --full</c>), or as many as <c>BIPLANE_KILL_ROUNDS</c> says.
/// </summary>
public sealed class KillTests
{
    private const int Senders = 4;

    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("BIPLANE_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            ? rounds
            : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BIPLANE_TEST_FULL")) ? 4 : 50;

    [Fact]
    public Task Acknowledged_rows_survive_a_kill() => KillAsync(Rounds, unsynced: null);

    [Fact]
    public async Task Acknowledged_rows_survive_a_kill_that_loses_every_unflushed_write()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"), "The library that drops unflushed writes is built with gcc on Linux.");
        var work = Directory.CreateTempSubdirectory("biplane-unsynced-").FullName;
        try
        {
            await KillAsync(Math.Max(2, Rounds / 2), folder => new UnsyncedWrites(folder, work));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task KillAsync(int rounds, Func<string, UnsyncedWrites>? unsynced)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("biplane-kill-").FullName;
        var ledger = new RowLedger();
        var random = new Random(11);
        Guid? project = null;
        var faults = unsynced?.Invoke(folder);
        var undone = 0;
        try
        {
            await (faults?.BuildAsync(cancellationToken) ?? Task.CompletedTask);
            for (var round = 0; round < rounds; round++)
            {
                await using var server = await ServerProcess.StartAsync(folder, faults?.Environment, cancellationToken);
                project ??= await server.CreateProjectAsync(cancellationToken);
                await LedgerCheck.RunAsync(server, project.Value, ledger, cancellationToken);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var senders = Enumerable.Range(0, Senders)
                    .Select(i => new LoadClient(server, project.Value, ledger, $"r{round}s{i}", (round * 100) + i).RunAsync(stop.Token))
                    .ToList();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150, 1_500)), cancellationToken);
                await server.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(senders);
                undone += faults?.Undo() ?? 0;
            }

            await using var last = await ServerProcess.StartAsync(folder, faults?.Environment, cancellationToken);
            await LedgerCheck.RunAsync(last, project!.Value, ledger, cancellationToken);
            Assert.True(ledger.Rows.Count > rounds, $"Only {ledger.Rows.Count} rows were written: the load did not run.");
            Assert.True(faults is null || undone > 0, "No write was ever unflushed: the library did not watch.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
