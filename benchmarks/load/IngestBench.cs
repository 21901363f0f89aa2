using System.Diagnostics;
using System.Text.Json;
using Biplane.Testing;

namespace Biplane.Load;

/// <summary><c>bench ingest</c>: see <see cref="LoadProgram"/>.</summary>
internal sealed class IngestBench(LoadOptions options)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        DiskSpace.Require(30L << 30);
        var report = new Report("ingest");
        await using var server = await ServerProcess.StartAsync(null, null, cancellationToken);
        var project = await server.CreateProjectAsync(cancellationToken);
        var mix = new RowMix(project, seed: 1, lateEnds: options.Number("late-ends", 0));
        var sender = new Sender(server, mix);
        Console.WriteLine($"rows of {mix.MeanRowBytes:N0} bytes on average; the server was ready after {server.ReadyAfter.TotalMilliseconds:N0} ms");
        await sender.UnpacedAsync(4, TimeSpan.FromSeconds(3), cancellationToken);
        if (options.Number("cold-merges", 0) is > 0 and var merges)
        {
            await ColdMerges.RunAsync(server, project, report, merges, options.Number("cold-base", 200_000), cancellationToken);
            report.Print();
            return;
        }

        var before = await CommitsAsync(server, cancellationToken);
        var serverCpu = server.Cpu;
        var ownCpu = Process.GetCurrentProcess().TotalProcessorTime;
        var elapsed = await sender.UnpacedAsync(options.Number("connections", 16), TimeSpan.FromSeconds(options.Number("seconds", 30)), cancellationToken);
        serverCpu = server.Cpu - serverCpu;
        ownCpu = Process.GetCurrentProcess().TotalProcessorTime - ownCpu;
        var after = await CommitsAsync(server, cancellationToken);
        var rate = sender.Rows / elapsed.TotalSeconds;
        var batch = (int)Math.Max(1, sender.Rows / Math.Max(1, after - before));
        Console.WriteLine($"unpaced: {rate:N0} rows/s, {batch:N0} rows a commit");

        var paced = new LatencyLog();
        await sender.PacedAsync(options.Number("pace", 5_000), TimeSpan.FromSeconds(options.Number("paced-seconds", 60)), paced, cancellationToken);
        var resident = server.ResidentBytes;
        await server.StopAsync();

        var raw = RawEngine.Run(mix, options.Number("raw-rows", 200_000), batch, cancellationToken);
        report.Add("rowsPerSecond", rate, "rows/s", 0);
        report.Add("rawRowsPerSecond", raw.RowsPerSecond, "rows/s", 0);
        report.Add("ratio", rate / raw.RowsPerSecond, "of raw", 3);
        report.Add("serverCpuUsPerRow", serverCpu.TotalMicroseconds / sender.Rows, "µs");
        report.Add("rawCpuUsPerRow", raw.CpuMicrosecondsPerRow, "µs");
        report.Add("generatorCpu", ownCpu.TotalSeconds / elapsed.TotalSeconds, "cores", 2);
        report.Add("rowsPerCommit", batch, "rows", 0);
        report.Add("pacedAckP50Ms", paced.Percentile(0.5), "ms");
        report.Add("pacedAckP99Ms", paced.Percentile(0.99), "ms");
        report.Add("pacedAckMaxMs", paced.Max, "ms");
        report.Add("rssMb", resident / (1024.0 * 1024), "MB", 0);
        report.Print();
    }

    private static async Task<long> CommitsAsync(ServerProcess server, CancellationToken cancellationToken) =>
        (await server.StatusAsync(cancellationToken)).TryGetProperty("row_store", out var store) && store.TryGetProperty("commits", out var commits)
            && commits.ValueKind == JsonValueKind.Number
            ? commits.GetInt64()
            : 0;
}
