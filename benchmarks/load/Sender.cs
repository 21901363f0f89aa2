using System.Diagnostics;
using Biplane.Testing;

namespace Biplane.Load;

/// <summary>Drives <c>/logs3</c>.</summary>
internal sealed class Sender(ServerProcess server, RowMix mix)
{
    // Each run counts from elsewhere: rows that a kept folder has already would be looked up and replaced, each of them.
    private long _request = Stopwatch.GetTimestamp() & 0xFFFF_FFFF_0000;

    public long Rows { get; private set; }

    /// <summary>As fast as the server takes it, from a number of connections, for a time.</summary>
    public async Task<TimeSpan> UnpacedAsync(int connections, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var rows = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var buffer = new byte[2 * 1024 * 1024];
            while (clock.Elapsed < time)
            {
                var request = Interlocked.Increment(ref _request);
                var template = mix.Template(request);
                await server.PostLogsAsync(buffer, template.CopyTo(buffer, (ulong)request), cancellationToken);
                Interlocked.Add(ref rows, template.Rows);
            }
        }));
        Rows = rows;
        return clock.Elapsed;
    }

    /// <summary>A number of rows as fast as possible.</summary>
    public async Task LoadAsync(int connections, long rows, CancellationToken cancellationToken)
    {
        var left = rows;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var buffer = new byte[2 * 1024 * 1024];
            while (Interlocked.Add(ref left, -RowMix.RowsPerRequest) > -RowMix.RowsPerRequest)
            {
                var request = Interlocked.Increment(ref _request);
                await server.PostLogsAsync(buffer, mix.Template(request).CopyTo(buffer, (ulong)request), cancellationToken);
            }
        }));
    }

    /// <summary>A fixed number of rows per second. Latency counts from the moment a request was due, so a stall is not hidden by waiting for it.</summary>
    /// <param name="rowsPerSecond">The pace.</param>
    /// <param name="time">How long at most.</param>
    /// <param name="log">Takes the latencies as they come.</param>
    /// <param name="cancellationToken">Ends it with a fault.</param>
    /// <param name="enough">Ends it well.</param>
    public async Task PacedAsync(int rowsPerSecond, TimeSpan time, LatencyLog log, CancellationToken cancellationToken, CancellationToken enough = default)
    {
        var interval = TimeSpan.FromSeconds((double)RowMix.RowsPerRequest / rowsPerSecond);
        var clock = Stopwatch.StartNew();
        var running = new List<Task>();
        for (var i = 0; clock.Elapsed < time && !enough.IsCancellationRequested; i++)
        {
            var due = interval * i;
            var wait = due - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            running.Add(SendAsync(due));
            running.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(running);

        async Task SendAsync(TimeSpan due)
        {
            var request = Interlocked.Increment(ref _request);
            var template = mix.Template(request);
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(template.Bytes.Length);
            try
            {
                await server.PostLogsAsync(buffer, template.CopyTo(buffer, (ulong)request), cancellationToken);
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }

            log.Add((clock.Elapsed - due).TotalMilliseconds);
        }
    }
}
