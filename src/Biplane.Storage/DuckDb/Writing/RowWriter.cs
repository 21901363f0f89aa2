using System.Threading.Channels;
using Biplane.Model.Transactions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// The one writer. Commits what has queued up while the last commit ran, so that the batch grows with the load and a lone request does not
/// wait. Invariants: requests commit in the order in which they were taken; a request is acknowledged after its commit is on disk; when the
/// disk refuses a commit the whole batch fails and the store is read-only until a new generation can be written.
/// </summary>
internal sealed class RowWriter : IAsyncDisposable
{
    private const int MaxBatchRows = 16_384;
    private const long MaxBatchBytes = 64L << 20;

    private readonly DuckDbStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly RowFiles _files;
    private readonly DuckDbConnection _connection;
    private readonly RecentRows _recent;
    private readonly CommitPlanner _planner;
    private readonly TransactionClock _clock;
    private readonly AdmissionGate _gate;
    private readonly Action _generationClosed;
    private readonly Func<Func<ValueTask>, Task> _withMemory;
    private readonly Channel<WriterItem> _queue = Channel.CreateBounded<WriterItem>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private GenerationWriter? _active;
    private Task? _loop;
    private long _lastTransaction;
    private long _lastWrite;
    private long _commits;
    private long _committedRows;
    private volatile bool _isReadOnly;

    // The commit that is under way knows all that it writes: what fails from there on may be stored in part.
    private bool _isPlanned;

    /// <param name="options">The store's options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="files">The files.</param>
    /// <param name="connection">The writer's own connection.</param>
    /// <param name="largeValues">Where large values go.</param>
    /// <param name="generationClosed">Called when a generation is ready to be settled.</param>
    /// <param name="withMemory">Runs a commit for which the engine had no memory once what holds it has been stopped: writes never fail because of queries.</param>
    public RowWriter(
        DuckDbStoreOptions options, TimeProvider time, RowFiles files, DuckDbConnection connection, LargeValues largeValues, Action generationClosed, Func<Func<ValueTask>, Task> withMemory)
    {
        _options = options;
        _time = time;
        _files = files;
        _connection = connection;
        _generationClosed = generationClosed;
        _withMemory = withMemory;
        _recent = new RecentRows(options.MaxRecentBytes);
        _clock = new TransactionClock(time);
        _planner = new CommitPlanner(new RowLookup(connection, _recent), largeValues, _clock, time);
        _gate = new AdmissionGate(options.MaxQueuedBytes, options.MaxQueueWait, time);
        _lastWrite = time.GetTimestamp();
    }

    public TransactionId LastTransaction => new((ulong)Volatile.Read(ref _lastTransaction));

    public bool IsReadOnly => _isReadOnly;

    public int QueuedRequests => _queue.Reader.Count;

    /// <summary>The files, for somebody who writes some of them anew: all marks up to the transaction are in them. Taken after the files it could count marks in a generation that is not among them.</summary>
    public FileSnapshot AcquireForReplacing(out ulong appliedThrough)
    {
        appliedThrough = LastTransaction.Value;
        return _files.Acquire();
    }

    /// <summary>How often objects were written to.</summary>
    public ObjectChanges Changes { get; } = new();

    public long Commits => Volatile.Read(ref _commits);

    public long CommittedRows => Volatile.Read(ref _committedRows);

    /// <summary>Time since the last commit.</summary>
    public TimeSpan Quiet => _time.GetElapsedTime(Volatile.Read(ref _lastWrite));

    /// <summary>Row versions in the active generation.</summary>
    public long ActiveRows => _active?.Rows ?? 0;

    /// <summary>
    /// Starts with a fresh generation; what an earlier process left open is closed for good. Where the disk refuses it, starts read-only.
    /// </summary>
    public void Start(TransactionId last)
    {
        _clock.Observe(last);
        Volatile.Write(ref _lastTransaction, (long)last.Value);
        try
        {
            OpenGeneration();
        }
        catch (Exception error) when (IsDiskFault(error))
        {
            EnterReadOnly();
        }

        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
    }

    public async Task<WriteReceipt> WriteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ThrowIfReadOnly();
        await _gate.EnterAsync(request.Bytes, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(new WriterItem(request, null), cancellationToken);

            // From here on the request is the writer's: its memory is in use until the commit, whatever the client does.
            return await request.Completion;
        }
        catch (ChannelClosedException error)
        {
            throw new StorageUnavailableException("The store is stopping.", error);
        }
        finally
        {
            _gate.Leave(request.Bytes);
        }
    }

    /// <summary>Closes the active generation if it has rows, so that it can be settled.</summary>
    public async Task CloseGenerationAsync(CancellationToken cancellationToken)
    {
        var work = await EnqueueAsync(
            () =>
            {
                try
                {
                    return CloseGeneration();
                }
                catch (Exception error) when (IsDiskFault(error))
                {
                    throw new StorageUnavailableException("A new generation could not be created.", error);
                }
            },
            cancellationToken);
        await work.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when every commit that was under way at the call has ended.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var work = await EnqueueAsync(static () => true, cancellationToken);
        await work.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Does something short between two commits, and completes after it.</summary>
    /// <returns>What it answered.</returns>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Gives it up before it has its turn in the queue; later it is waited for.</param>
    public async Task<bool> BetweenCommitsAsync(Func<bool> work, CancellationToken cancellationToken) =>
        await (await EnqueueAsync(work, cancellationToken)).Completion;

    private async ValueTask<WriterWork> EnqueueAsync(Func<bool> work, CancellationToken cancellationToken)
    {
        var item = new WriterWork(work);
        try
        {
            await _queue.Writer.WriteAsync(new WriterItem(null, item), cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            item.Fail(new StorageUnavailableException("The store is stopping.", error));
        }

        return item;
    }

    private bool CloseGeneration()
    {
        if (_active is not { } active || (active.Rows == 0 && active.File.Marks.IsEmpty && !active.File.HasHistory))
        {
            return false;
        }

        OpenGeneration();
        _recent.Clear();
        return true;
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var batch = new List<WriteRequest>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stopping))
            {
                var work = Drain(batch);
                if (batch.Count > 0)
                {
                    await CommitAsync(batch);
                    batch.Clear();
                }

                work?.Run();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was not taken is refused below.
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var item))
            {
                item.Fail(new StorageUnavailableException("The store is stopping."));
            }
        }
    }

    // Takes what is there, up to the next piece of other work, which must run after the requests before it.
    private WriterWork? Drain(List<WriteRequest> batch)
    {
        var rows = 0;
        var bytes = 0L;
        while (rows < MaxBatchRows && bytes < MaxBatchBytes && _queue.Reader.TryRead(out var item))
        {
            if (item.Request is not { } request)
            {
                return item.Work;
            }

            batch.Add(request);
            rows += request.Rows.Count;
            bytes += request.Bytes;
        }

        return null;
    }

    private async ValueTask CommitAsync(List<WriteRequest> batch)
    {
        var receipts = new List<WriteReceipt>(batch.Count);
        _isPlanned = false;
        try
        {
            if (_isReadOnly)
            {
                throw new StorageUnavailableException();
            }

            if (!await TryStoreAsync(batch, receipts, canMakeRoom: true))
            {
                await _withMemory(async () =>
                {
                    _recent.Clear();
                    receipts.Clear();
                    OpenGeneration();
                    _ = await TryStoreAsync(batch, receipts, canMakeRoom: false);
                });
            }

            Volatile.Write(ref _lastTransaction, (long)_clock.Last.Value);
            Volatile.Write(ref _lastWrite, _time.GetTimestamp());
            NoteChanges(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Complete(receipts[i]);
            }

            if (_active!.Rows >= _options.MaxGenerationRows || _active.Bytes >= _options.MaxGenerationBytes)
            {
                OpenGeneration();
            }
        }
        catch (Exception error) when (!IsDiskFault(error) && !_isPlanned)
        {
            await CommitApartAsync(batch, error);
        }
        catch (Exception error)
        {
            // What of it is in the file after all is seen when that is read again.
            Changes.AddAll();
            EnterReadOnly();
            var message = IsDiskFault(error) ? "The store cannot write to its disk now." : "A commit could not be brought to its end; the store goes on in a new generation.";
            foreach (var request in batch)
            {
                request.Fail(new StorageUnavailableException(message, error));
            }
        }
    }

    // Nothing of the batch is stored, and the fault is in some row. It fails for who has sent it.
    private async ValueTask CommitApartAsync(List<WriteRequest> batch, Exception error)
    {
        if (batch is [var only])
        {
            only.Fail(error);
            return;
        }

        foreach (var request in batch)
        {
            await CommitAsync([request]);
        }
    }

    // When the rows can be read, and before anybody is told so: who asks from then on finds another number and reads.
    private void NoteChanges(List<WriteRequest> batch)
    {
        foreach (var request in batch)
        {
            foreach (var row in request.Rows)
            {
                Changes.Add(row.Object);
            }
        }
    }

    // False when there was no memory for it, and nothing was stored.
    private async ValueTask<bool> TryStoreAsync(List<WriteRequest> batch, List<WriteReceipt> receipts, bool canMakeRoom)
    {
        try
        {
            using var snapshot = _files.Acquire();
            var plan = await _planner.PlanAsync(batch, snapshot, _active!.File, receipts);
            _isPlanned = true;
            if (!plan.IsEmpty)
            {
                _active.Commit(plan);
                Remember(plan);
                Volatile.Write(ref _commits, _commits + 1);
                Volatile.Write(ref _committedRows, _committedRows + plan.Rows.Count);
            }

            return true;
        }
        catch (DuckDbException error) when (canMakeRoom && error.IsOutOfMemory)
        {
            return false;
        }
    }

    private void Remember(CommitPlan plan)
    {
        foreach (var row in plan.Rows)
        {
            // A span that has not ended will be merged into; a finished row hardly ever is.
            if (DerivesAsOpen(row))
            {
                _recent.Add(new StoredRow(row.State.Detach(), row.Key) { Blobs = row.Blobs });
            }
        }
    }

    private static bool DerivesAsOpen(StoredRow row) =>
        row.State[Model.Rows.EventField.Metrics] is { IsEmpty: false } metrics && metrics.Span.IndexOf("\"end\""u8) < 0;

    private void OpenGeneration()
    {
        if (_active is { HasFailed: true } failed)
        {
            RowFileInspection.Inspect(_connection, failed.File);
        }

        var generation = _files.Create(isHot: true, TextCompression.None, lineage: null, appliedThrough: 0);
        try
        {
            // The empty tables get into the file itself, and a first entry into its log, so that both names are on disk before a commit counts on them.
            _connection.Execute($"CHECKPOINT {generation.Catalog}");
            _files.Activate(generation);
        }
        catch
        {
            _files.Abandon(generation);
            throw;
        }

        _active?.Dispose();
        _active = new GenerationWriter(_connection, generation, _recent);
        _generationClosed();
    }

    private void EnterReadOnly()
    {
        if (_isReadOnly)
        {
            return;
        }

        _isReadOnly = true;
        _recent.Clear();
        _ = Task.Run(() => RecoverAsync(_stopping.Token), CancellationToken.None);
    }

    // A generation whose log could not be written is not written to again: a new one proves that the disk takes writes.
    private async Task RecoverAsync(CancellationToken stopping)
    {
        while (_isReadOnly)
        {
            await Task.Delay(_options.RecoveryInterval, _time, stopping);

            // Where it is still full or broken the next round tries again.
            await EnqueueAsync(
                () =>
                {
                    OpenGeneration();
                    Changes.AddAll();
                    _isReadOnly = false;
                    return true;
                },
                stopping);
        }
    }

    private static bool IsDiskFault(Exception error) => error is DuckDbException or IOException or StorageUnavailableException or UnauthorizedAccessException;

    private void ThrowIfReadOnly()
    {
        if (_isReadOnly)
        {
            throw new StorageUnavailableException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        _active?.Dispose();
        _stopping.Dispose();
    }
}
