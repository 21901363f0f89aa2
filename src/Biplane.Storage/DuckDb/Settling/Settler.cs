using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.DuckDb.Writing;
using Microsoft.Extensions.Logging;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Settles closed generations and gives memory back when there is nothing to do; <see cref="SegmentUpkeep"/> goes on with the segments meanwhile.
/// A fault leaves everything as it was; the next round tries again.
/// </summary>
internal sealed class Settler : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Fewer rows than this are not worth a segment of their own when the store goes idle.</summary>
    private const long MinIdleRows = 1_000;

    /// <summary>Once is not enough: the engine's allocator gives back what has been free for ten seconds, and only when it is asked again.</summary>
    private const int Trims = 3;

    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(11);

    private readonly DuckDbStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly RowFiles _files;
    private readonly RowWriter _writer;
    private readonly RowQueries _queries;
    private readonly ILogger _logger;
    private readonly SegmentBuilder _builder;
    private readonly SegmentUpkeep _upkeep;
    private readonly EngineMemory _memory;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly SemaphoreSlim _exclusive = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _loop;
    private int _trims = Trims;
    private long _lastTrim;
    private volatile bool _lacksMemory;
    private volatile string? _lastFault;

    public Settler(DuckDbStoreOptions options, TimeProvider time, RowFiles files, RowWriter writer, RowQueries queries, DuckDbInstance instance, SegmentUpkeep upkeep, ILogger logger)
    {
        _options = options;
        _time = time;
        _files = files;
        _writer = writer;
        _queries = queries;
        _logger = logger;
        _builder = new SegmentBuilder(instance, files, options, RunPiece);
        _upkeep = upkeep;
        _memory = new EngineMemory(instance, options);
    }

    /// <summary>The kind of fault of the last round, null when it went well.</summary>
    public string? LastFault => _lastFault;

    public void Start() => _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);

    /// <summary>There is a closed generation.</summary>
    public void Signal()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>Settles everything, also what the writer would still add to.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await _writer.CloseGenerationAsync(cancellationToken);
        await _exclusive.WaitAsync(cancellationToken);
        try
        {
            SettleClosed();
        }
        finally
        {
            _exclusive.Release();
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _signal.WaitAsync(Interval, stopping);
                await _exclusive.WaitAsync(stopping);
                try
                {
                    if (_lacksMemory)
                    {
                        // What was committed stays in memory until it is settled, so this must get on, however much is asked.
                        await _queries.WithoutScansAsync(SettleAsync);
                        _lacksMemory = false;
                    }

                    await RoundAsync(stopping);
                    Report(null);
                }
                catch (Exception error) when (error is DuckDbException or IOException or InvalidDataException or StorageUnavailableException)
                {
                    // A full disk, most likely: nothing was swapped, so nothing is lost. Wait before trying again.
                    _lacksMemory = error is DuckDbException { IsOutOfMemory: true };
                    Report(error is DuckDbException engine ? engine.Kind : error.GetType().Name);
                    await Task.Delay(_options.RecoveryInterval, _time, stopping);
                }
                finally
                {
                    _exclusive.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        var quiet = _writer.Quiet;
        var isIdle = quiet >= _options.IdleAfter && _queries.Quiet >= _options.IdleAfter;
        _trims = isIdle ? _trims : 0;

        SettleClosed();
        if (quiet >= _options.IdleAfter && _writer.ActiveRows >= MinIdleRows && !_writer.IsReadOnly)
        {
            await _writer.CloseGenerationAsync(stopping);
            SettleClosed();
        }

        if (isIdle && !_upkeep.IsWorking && _trims < Trims && _time.GetElapsedTime(_lastTrim) >= TrimInterval && await DropBuffersAsync(stopping))
        {
            EngineMemory.TrimHeaps();
            _lastTrim = _time.GetTimestamp();
            _trims++;
        }
    }

    // Whatever began at that very moment would find an engine with next to no memory, and fail.
    private Task<bool> DropBuffersAsync(CancellationToken stopping) =>
        _upkeep.IfIdleAsync(() => _writer.BetweenCommitsAsync(() => _queries.IfIdle(_memory.DropBuffers), stopping), stopping);

    private void Report(string? fault)
    {
        if (fault == _lastFault)
        {
            return;
        }

        _lastFault = fault;
        if (fault is null)
        {
            SettlingLog.Resumed(_logger);
        }
        else
        {
            SettlingLog.Failed(_logger, fault);
        }
    }

    private ValueTask SettleAsync()
    {
        SettleClosed();
        return ValueTask.CompletedTask;
    }

    private void SettleClosed()
    {
        var closed = _files.ClosedGenerations();
        if (closed.Count == 0)
        {
            return;
        }

        using var snapshot = _writer.AcquireForReplacing(out var appliedThrough);
        _builder.Replace(closed, TextCompression.Quick, snapshot, appliedThrough, CancellationToken.None);
        _upkeep.Signal();
    }

    // One generation can wait for those who are answered meanwhile. Several mean that rows come faster than they are settled, and they stay in memory until they are.
    private void RunPiece(Action work)
    {
        if (_lacksMemory || _files.ClosedGenerations().Count > 1)
        {
            work();
        }
        else
        {
            LowPriority.Run(work);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        // The signal stays usable: the writer, which is stopped after this worker, may still close a generation.
        _memory.Dispose();
        _stopping.Dispose();
    }
}
