using System.Diagnostics;
using System.Globalization;
using System.Text;
using Biplane.Testing;

namespace Biplane.Load;

/// <summary><c>bench reads</c>: keyed and newest-first reads over HTTP with a large store, then what the process needs at rest, then a restart.</summary>
internal sealed class ReadBench(LoadOptions options)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        DiskSpace.Require(30L << 30);
        var rows = options.Number("rows", 1_000_000);
        var kept = options.Text("folder");
        var folder = kept ?? Path.Combine(Path.GetTempPath(), "biplane-bench-" + Guid.NewGuid().ToString("N"));
        var isLoaded = Directory.Exists(folder);
        var report = new Report("reads");
        await using (var server = await ServerProcess.StartAsync(folder, null, cancellationToken))
        {
            var project = await server.CreateProjectAsync(cancellationToken);
            if (!isLoaded)
            {
                var clock = Stopwatch.StartNew();
                await new Sender(server, new RowMix(project, seed: 1, lateEnds: 0)).LoadAsync(8, rows, cancellationToken);
                report.Add("rows", rows, "rows", 0);
                report.Add("loadSeconds", clock.Elapsed.TotalSeconds, "s");
                await TraceAsync(server, project, cancellationToken);
            }

            await MeasureAsync(server, project, report, "", cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(60), cancellationToken);
            report.Add("idleRssMb", server.ResidentBytes / (1024.0 * 1024), "MB", 0);
            var cpu = server.Cpu;
            await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken);
            report.Add("idleCpuPercent", (server.Cpu - cpu).TotalSeconds / 20 * 100, "%", 2);
            await MeasureAsync(server, project, report, "Settled", cancellationToken);
            var stop = Stopwatch.StartNew();
            await server.StopAsync();
            report.Add("stopSeconds", stop.Elapsed.TotalSeconds, "s", 2);
        }

        await using (var server = await ServerProcess.StartAsync(folder, null, cancellationToken))
        {
            report.Add("readyMs", server.ReadyAfter.TotalMilliseconds, "ms", 0);
        }

        if (kept is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        report.Print();
    }

    private static async Task TraceAsync(ServerProcess server, Guid project, CancellationToken cancellationToken)
    {
        var body = new StringBuilder("{\"rows\":[");
        for (var i = 0; i < 100; i++)
        {
            body.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"t{i}\",\"span_id\":\"t{i}\",\"root_span_id\":\"bench-trace\",\"span_parents\":{(i == 0 ? "null" : "[\"t0\"]")},\"project_id\":\"{project:D}\",\"log_id\":\"g\",\"input\":\"{new string('x', 2_000)}\"}}");
        }

        var bytes = Encoding.ASCII.GetBytes(body.Append("]}").ToString());
        await server.PostLogsAsync(bytes, bytes.Length, cancellationToken);
    }

    private static async Task MeasureAsync(ServerProcess server, Guid project, Report report, string suffix, CancellationToken cancellationToken)
    {
        (string Name, string Query)[] queries =
        [
            ("newest50Ms", $"select: * | from: project_logs('{project:D}') | filter: is_root | preview_length: 125 | limit: 50"),
            ("newest50TracesMs", $"select: * | from: project_logs('{project:D}') summary | preview_length: 125 | limit: 50"),
            ("trace100Ms", $"select: * | from: project_logs('{project:D}') | filter: root_span_id = 'bench-trace'"),
        ];
        foreach (var (name, query) in queries)
        {
            var log = new LatencyLog();
            for (var i = 0; i < 60; i++)
            {
                var clock = Stopwatch.StartNew();
                using var content = new StringContent($"{{\"query\":\"{query}\"}}", Encoding.UTF8, "application/json");
                using var response = await server.Http.PostAsync(new Uri("/btql", UriKind.Relative), content, cancellationToken);
                response.EnsureSuccessStatusCode();
                _ = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                if (i >= 10)
                {
                    log.Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            report.Add(name + suffix, log.Percentile(0.5), "ms");
        }
    }
}
