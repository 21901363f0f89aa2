using Biplane.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Sweeps;

/// <summary>Runs the sweeps every now and then, one after the other.</summary>
internal sealed class SweepWorker(IEnumerable<ISweep> sweeps, TimeProvider time, ILogger<SweepWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var sweep in sweeps)
            {
                try
                {
                    var removed = await sweep.RunAsync(stoppingToken);
                    SweepLog.Swept(logger, sweep.Subject, removed);
                }
                catch (Exception error) when (error is StorageUnavailableException or IOException or SqliteException)
                {
                    // The next tick tries again.
                    SweepLog.Failed(logger, sweep.Subject, error);
                }
            }
        }
    }
}
