using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.DuckDb.Writing;
using Microsoft.Extensions.Logging;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Merges segments and builds what lies beside them: word filters and row copies. All of it takes long and none of it is urgent, so it stands back for
/// reads and writes, and generations are settled meanwhile. A fault leaves everything as it was; it is tried again.
/// </summary>
internal sealed class SegmentUpkeep : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuietForMerging = TimeSpan.FromSeconds(3);

    /// <summary>Rows per second from which on word filters and row copies wait.</summary>
    private const double MaxRowsForFilters = 8_000;

    private readonly DuckDbStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly RowFiles _files;
    private readonly RowWriter _writer;
    private readonly ILogger _logger;
    private readonly SegmentBuilder _builder;
    private readonly WordFilterBuilder _words;
    private readonly RowCopiesBuilder _copies;
    private readonly MergePolicy _policy;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly SemaphoreSlim _exclusive = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _loop;
    private volatile bool _isWorking;
    private volatile string? _lastFault;
    private long _rowsBefore;
    private long _roundBefore;

    public SegmentUpkeep(DuckDbStoreOptions options, TimeProvider time, RowFiles files, RowWriter writer, DuckDbInstance instance, IBlobStore blobs, ILogger logger)
    {
        _options = options;
        _time = time;
        _files = files;
        _writer = writer;
        _logger = logger;
        _builder = new SegmentBuilder(instance, files, options, static work => work());
        _words = new WordFilterBuilder(instance, blobs);
        _copies = new RowCopiesBuilder(instance);
        _policy = new MergePolicy(options.MaxSegmentRows);
    }

    /// <summary>The kind of fault of the last round, null when it went well.</summary>
    public string? LastFault => _lastFault;

    /// <summary>It is at something, or will be again at once.</summary>
    public bool IsWorking => _isWorking;

    /// <summary>Does something during which this may do nothing, if it does nothing longer than for a moment now.</summary>
    /// <returns>What it answered; false when it was not done.</returns>
    public async Task<bool> IfIdleAsync(Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        if (!await _exclusive.WaitAsync(Interval, cancellationToken))
        {
            return false;
        }

        try
        {
            return await work();
        }
        finally
        {
            _exclusive.Release();
        }
    }

    public void Start() => _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);

    /// <summary>There is a new segment.</summary>
    public void Signal()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>Merges small segments, rewrites every segment that has replaced rows, and builds the word filters and row copies that are missing.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await _exclusive.WaitAsync(cancellationToken);
        try
        {
            while (Merge(isQuiet: true, cancellationToken))
            {
            }

            foreach (var segment in _files.Segments)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var snapshot = _writer.AcquireForReplacing(out var appliedThrough);

                // What was settled since this began may have taken its place only if this merged it, and this waits for its own merges.
                var file = snapshot.Files.First(f => f.Number == segment.File);
                if (snapshot.MarkersAgainst(file).Any())
                {
                    _builder.Replace([file], file.IsDense ? TextCompression.Dense : TextCompression.Quick, snapshot, appliedThrough, cancellationToken);
                }
            }

            while (AddWords(cancellationToken) || AddCopies(cancellationToken))
            {
            }
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
                    var isQuiet = _writer.Quiet >= QuietForMerging;
                    var isBusy = IsBusy();
                    _isWorking = await AsideAsync(() => Merge(isQuiet, stopping) || (!isBusy && (AddWords(stopping) || AddCopies(stopping))));
                    Report(null);
                    if (_isWorking)
                    {
                        Signal();
                    }
                }
                catch (Exception error) when (error is DuckDbException or IOException or InvalidDataException or StorageUnavailableException)
                {
                    // A full disk or too little memory, most likely: nothing was swapped, so nothing is lost. Wait before trying again.
                    _isWorking = false;
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

    // On a thread of its own: one whose priority was lowered never gets it back.
    private static Task<bool> AsideAsync(Func<bool> work) => Task.Factory.StartNew(
        () =>
        {
            LowPriority.OfThis();
            return work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private bool Merge(bool isQuiet, CancellationToken cancellationToken)
    {
        using var snapshot = _writer.AcquireForReplacing(out var appliedThrough);
        var chosen = _policy.Choose(snapshot, isQuiet);
        if (chosen.Count == 0)
        {
            return false;
        }

        _isWorking = true;
        _builder.Replace(chosen, TextCompression.Dense, snapshot, appliedThrough, cancellationToken);
        return true;
    }

    // The newest segment first: that is where people look.
    private bool AddWords(CancellationToken cancellationToken)
    {
        using var snapshot = _files.Acquire();
        if (snapshot.Files.FirstOrDefault(file => !file.IsHot && file.Words is null && file.Rows >= _options.MinIndexedRows) is not { } segment)
        {
            return false;
        }

        _isWorking = true;
        _words.Build(segment, RowFiles.WordsPath(segment), cancellationToken);
        return _files.AddWords(segment);
    }

    // Of merged segments only: the others are not packed, and are merged soon.
    private bool AddCopies(CancellationToken cancellationToken)
    {
        using var snapshot = _files.Acquire();
        if (snapshot.Files.FirstOrDefault(file => file is { IsDense: true, Copies: null } && file.Rows >= _options.MinIndexedRows) is not { } segment)
        {
            return false;
        }

        _isWorking = true;
        _copies.Build(segment, RowFiles.CopiesPath(segment), cancellationToken);
        return _files.AddCopies(segment);
    }

    // Reading the words of a row costs about as much as storing it: under a flood the filters wait, and their segments are scanned meanwhile.
    private bool IsBusy()
    {
        var (rows, now) = (_writer.CommittedRows, _time.GetTimestamp());
        var rate = (rows - _rowsBefore) / Math.Max(0.001, _time.GetElapsedTime(_roundBefore, now).TotalSeconds);
        (_rowsBefore, _roundBefore) = (rows, now);
        return rate > MaxRowsForFilters;
    }

    private void Report(string? fault)
    {
        if (fault == _lastFault)
        {
            return;
        }

        _lastFault = fault;
        if (fault is null)
        {
            SettlingLog.UpkeepResumed(_logger);
        }
        else
        {
            SettlingLog.UpkeepFailed(_logger, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        // The signal stays usable: the settler may still be at its last generation.
        _stopping.Dispose();
    }
}
