using System.Globalization;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>What a running query holds: a connection with one read transaction, once it has begun, and the files of its snapshot.</summary>
internal sealed class QueryRun : IDisposable
{
    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(20);

    private readonly QuerySlots _slots;
    private readonly QuerySlot _slot;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _ending = new();
    private volatile bool _isStopped;
    private bool _hasBegun;
    private bool _isDisposed;

    public QueryRun(QuerySlots slots, QuerySlot slot, FileSnapshot snapshot, CancellationToken cancellationToken)
    {
        _slots = slots;
        _slot = slot;
        _cancellation = cancellationToken;
        Snapshot = snapshot;
        slots.Started(this, slot.Weight);
        _interrupt = cancellationToken.Register(() => _ = InterruptAsync());
    }

    public DuckDbConnection Connection => _slot.Connection;

    public FileSnapshot Snapshot { get; }

    /// <summary>Completes when the query has given back all that it held.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Opens the transaction on the hot generations first. Each file's part of it starts when the file is first touched, and a row that moves
    /// is marked where it moves to: seen in this order it is found once, never twice and never not at all.
    /// </summary>
    public void Begin()
    {
        // Before it has: a beginning that is interrupted fails, and leaves a transaction that has failed too.
        _hasBegun = true;
        Connection.BeginReading();
        foreach (var file in Snapshot.Files.Where(file => file.IsHot))
        {
            // Before the file's part begins: it sees at least these.
            var committed = file.CommittedRows;
            Connection.Touch(file.Catalog, RowSchema.Superseded);
            Snapshot.See(file, Seen(file, committed));
        }
    }

    // What is replaced is noted before it can be seen: where nothing is noted now, this transaction sees nothing that replaces.
    private long Seen(RowFile file, long committed)
    {
        if (file.Replaced.IsEmpty)
        {
            return 0;
        }

        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT max(rowid) + 1 FROM {file.Catalog}.{RowSchema.Rows} WHERE rowid >= {committed}");
        return Math.Max(committed, Connection.Scalar(sql));
    }

    /// <summary>Ends the query: its memory is needed for a commit.</summary>
    public void StopForMemory()
    {
        _isStopped = true;
        _ = InterruptAsync();
    }

    /// <summary>Ends a step of the query that nobody waits for any more.</summary>
    public async Task StopAsync(Task step)
    {
        while (!step.IsCompleted && TryInterrupt())
        {
            await Task.WhenAny(step, Task.Delay(InterruptInterval));
        }
    }

    // Again and again: the engine forgets an interrupt that comes between two statements. By the machine's clock: the engine's threads keep no other.
    private async Task InterruptAsync()
    {
        while (TryInterrupt())
        {
            await Task.Delay(InterruptInterval);
        }
    }

    private bool TryInterrupt()
    {
        // Once disposed the connection may be another query's already.
        lock (_ending)
        {
            if (!_isDisposed)
            {
                Connection.Interrupt();
            }

            return !_isDisposed;
        }
    }

    /// <summary>Does a step of the query, and says what its failure means.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="QueryTooLargeException">The query needs more memory than there is.</exception>
    public T Step<T>(Func<T> step)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_isStopped)
        {
            throw new QueryTooLargeException();
        }

        try
        {
            return step();
        }
        catch (DuckDbException error) when (error.IsOutOfMemory || (error.IsInterrupted && _isStopped))
        {
            throw new QueryTooLargeException(error);
        }
        catch (DuckDbException error) when (error.IsInterrupted)
        {
            throw new OperationCanceledException("The query was stopped.", error, _cancellation);
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _interrupt.Dispose();
        var isReusable = TryEndReading();
        _slots.Ended(this);
        Snapshot.Dispose();
        _slots.Return(_slot, isReusable);
        _ended.SetResult();
    }

    // Whether the connection is as it was before.
    private bool TryEndReading()
    {
        try
        {
            if (_hasBegun)
            {
                Connection.EndReading();
            }

            return true;
        }
        catch (DuckDbException)
        {
            // In a transaction that has failed every statement of the next query would fail. What has gone wrong in this one is being reported.
            return false;
        }
    }
}
