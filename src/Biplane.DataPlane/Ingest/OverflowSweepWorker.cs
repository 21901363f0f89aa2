using Biplane.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Ingest;

/// <summary>Runs the sweep every now and then.</summary>
internal sealed class OverflowSweepWorker(OverflowSweep sweep, TimeProvider time, ILogger<OverflowSweepWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var removed = await sweep.RunAsync(stoppingToken);
                IngestLog.OverflowSwept(logger, removed);
            }
            catch (Exception error) when (error is StorageUnavailableException or IOException)
            {
                // The next tick tries again.
                IngestLog.SweepFailed(logger, error);
            }
        }
    }
}
