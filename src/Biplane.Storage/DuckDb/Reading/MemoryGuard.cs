using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Watches what scans hold and stops them before the engine runs out: it knows limits for the whole process only, and one that a query has used up
/// fails whoever asks next, which may be a commit. The scan that has run longest goes first.
/// </summary>
internal sealed class MemoryGuard : IAsyncDisposable
{
    // Rows that are not settled yet and pages of files are not what queries hold: the engine moves them out of their way.
    private const string Held =
        "SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT, coalesce(sum(temporary_storage_bytes), 0)::BIGINT FROM duckdb_memory() " +
        "WHERE tag NOT IN ('BASE_TABLE', 'IN_MEMORY_TABLE', 'METADATA', 'TRANSACTION', 'EXTENSION')";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly DuckDbConnection _connection;
    private readonly QuerySlots _slots;
    private readonly MemoryTrend _trend;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    // Planned once: that takes longer than to look.
    private DuckDbStatement? _held;

    public MemoryGuard(DuckDbInstance instance, QuerySlots slots, DuckDbStoreOptions options, TimeProvider time)
    {
        _connection = instance.Connect();
        _slots = slots;
        _trend = new MemoryTrend(options.MaxMemoryBytes, options.MaxSpillBytes);
        _time = time;
        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _slots.ScanStartsAsync(stopping);
                QueryRun? last = null;
                while (true)
                {
                    await Task.Delay(Interval, _time, stopping);
                    if (_slots.OldestScan is not var (oldest, age))
                    {
                        break;
                    }

                    if (age < Interval)
                    {
                        // It holds nothing yet, and most have ended before they are looked at.
                        continue;
                    }

                    if (oldest != last)
                    {
                        _trend.Forget();
                        last = oldest;
                    }

                    if (IsTooMuch())
                    {
                        oldest.StopForMemory();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private bool IsTooMuch()
    {
        try
        {
            _held ??= _connection.Statement(Held);
            using var result = _held.Query([]);
            return result.Read() && _trend.IsTooMuch(result.GetInt64(0), result.GetInt64(1));
        }
        catch (DuckDbException error)
        {
            // The guard has to live on: any other fault tells nothing about memory. Where a look finds none, a commit would not either.
            return error.IsOutOfMemory;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _held?.Dispose();
        _connection.Dispose();
        _stopping.Dispose();
    }
}
