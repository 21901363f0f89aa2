using System.Diagnostics;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb;

namespace Biplane.Load;

/// <summary><c>bench store</c>: the same rows into the store without HTTP, to tell its share of the cost from the server's.</summary>
internal sealed class StoreBench(LoadOptions options)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), "biplane-bench-" + Guid.NewGuid().ToString("N"));
        try
        {
            var mix = new RowMix(Guid.NewGuid(), seed: 1, lateEnds: 0);
            var time = TimeSpan.FromSeconds(options.Number("seconds", 20));
            await using var store = DuckDbRowStore.Open(
                new DuckDbStoreOptions { Folder = Path.Combine(folder, "rows"), Threads = options.Number("threads", 2) }, new FileBlobStore(Path.Combine(folder, "blobs"), TimeProvider.System), TimeProvider.System);
            var clock = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var allocated = GC.GetTotalAllocatedBytes();
            var rows = 0L;
            var request = 0L;
            await Task.WhenAll(Enumerable.Range(0, options.Number("connections", 16)).Select(_ => Task.Run(
                async () =>
                {
                    var buffer = new byte[2 * 1024 * 1024];
                    while (clock.Elapsed < time)
                    {
                        var number = Interlocked.Increment(ref request);
                        var template = mix.Template(number);
                        var read = EventReader.ReadLogs3(buffer.AsMemory(0, template.CopyTo(buffer, (ulong)number)));
                        await store.WriteAsync(read.Rows, cancellationToken);
                        Interlocked.Add(ref rows, template.Rows);
                    }
                },
                cancellationToken)));
            var elapsed = clock.Elapsed;
            var status = store.GetStatus();
            var report = new Report("store");
            var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            report.Add("rowsPerSecond", rows / elapsed.TotalSeconds, "rows/s", 0);
            report.Add("cpuUsPerRow", used.TotalMicroseconds / rows, "µs");
            report.Add("allocatedBytesPerRow", (double)(GC.GetTotalAllocatedBytes() - allocated) / rows, "bytes", 0);
            report.Add("rowsPerCommit", (double)rows / status.Commits, "rows", 0);
            report.Add("segments", status.Segments, "", 0);
            report.Add("hotRows", status.HotRows, "rows", 0);
            report.Add("rssMb", Process.GetCurrentProcess().WorkingSet64 / (1024.0 * 1024), "MB", 0);
            if (options.Number("raw-rows", 0) is > 0 and var rawRows)
            {
                var raw = RawEngine.Run(mix, rawRows, (int)(rows / status.Commits), cancellationToken);
                report.Add("rawRowsPerSecond", raw.RowsPerSecond, "rows/s", 0);
                report.Add("rawCpuUsPerRow", raw.CpuMicrosecondsPerRow, "µs");
            }

            report.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
