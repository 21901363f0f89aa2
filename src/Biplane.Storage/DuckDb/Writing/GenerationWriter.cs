using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Writes commits to one hot generation. Invariants: a commit is on disk when <see cref="Commit"/> returns; what readers go by is brought up to date before they can
/// see any of it. Nothing is checkpointed: the write-ahead log is the file.
/// </summary>
internal sealed class GenerationWriter(DuckDbConnection connection, RowFile file, RecentRows recent) : IDisposable
{
    private readonly RowTableWriter _tables = new(connection, file);

    // Planned once, BEGIN and COMMIT take half a millisecond less together.
    private readonly DuckDbStatement _begin = connection.Statement("BEGIN TRANSACTION");
    private readonly DuckDbStatement _remove = connection.Statement($"DELETE FROM {file.Catalog}.{RowSchema.Rows} WHERE rowid IN (SELECT unnest(CAST($1 AS BIGINT[])))");
    private readonly DuckDbStatement _commit = connection.Statement("COMMIT");
    private long _position;

    public RowFile File { get; } = file;

    /// <summary>Row versions written, replaced and deleted ones included.</summary>
    public long Rows => _position;

    /// <summary>Bytes of JSON text written.</summary>
    public long Bytes { get; private set; }

    /// <summary>A commit failed. Where the fault came late the engine may have stored it all the same, so what is known about the file has to be read anew.</summary>
    public bool HasFailed { get; private set; }

    /// <exception cref="DuckDbException">The commit failed.</exception>
    public void Commit(CommitPlan plan)
    {
        Announce(plan);
        try
        {
            if (plan.IsOneChunk)
            {
                // A transaction by itself, on this thread.
                _tables.AppendRows(plan.Rows);
            }
            else
            {
                InTransaction(plan);
            }
        }
        catch
        {
            HasFailed = true;
            _tables.Clear();
            TryRollback();
            throw;
        }

        Remember(plan);
    }

    private void InTransaction(CommitPlan plan)
    {
        using var hold = connection.HoldThreads();
        _begin.Execute();
        if (plan.Removed.Count > 0)
        {
            _remove.Execute(FileRelation.List(File.Replaced.WithEarlier(plan.Removed)));
        }

        if (plan.Marks.Count > 0)
        {
            _tables.AppendMarks(plan.Marks);
        }

        if (plan.History.Count > 0)
        {
            _tables.AppendHistory(plan.History);
        }

        if (plan.Rows.Count > 0)
        {
            _tables.AppendRows(plan.Rows);
        }

        _commit.Execute();
    }

    // What readers go by, before they can see any of it. One that sees a mark and does not know that the file has rows of the object would miss a row which
    // has just been merged into: its old version is left out, its new one not looked for. To know too much costs a look.
    private void Announce(CommitPlan plan)
    {
        foreach (var version in plan.History)
        {
            File.HasHistory = true;
            Announce(version.Row);
        }

        plan.Rows.ForEach(Announce);
        foreach (var (row, position) in plan.Replacing)
        {
            File.Replaced.Add(position, by: _position + row);
        }

        foreach (var mark in plan.Marks)
        {
            File.Marks.AddOrUpdate(
                mark.Target,
                static (_, m) => new MarkSummary(1, m.MarkedBy),
                static (_, summary, m) => summary.With(1, m.MarkedBy),
                mark);
        }
    }

    private void Announce(StoredRow row)
    {
        File.HasBlobs |= row.Blobs is { Count: > 0 };
        File.Include(row.State.Object, row.State.PaginationKey.Value);
    }

    private void Remember(CommitPlan plan)
    {
        foreach (var replaced in plan.Replaced)
        {
            replaced.File.HotRows.Remove(replaced.Row.Key);
            recent.Remove(replaced.Row.Key);
        }

        foreach (var row in plan.Rows)
        {
            File.HotRows[row.Key] = new HotRow(_position++, row.State.Transaction.Value);
            Bytes += row.State.ByteSize;
        }

        File.CommittedRows = _position;

        File.LastTransaction = plan.Marks.Select(mark => mark.MarkedBy)
            .Concat(plan.History.Select(version => version.Row.State.Transaction.Value))
            .Concat(plan.Rows.Select(row => row.State.Transaction.Value))
            .Aggregate(File.LastTransaction, Math.Max);
    }

    private void TryRollback()
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // A failed commit has rolled back already.
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _remove.Dispose();
        _commit.Dispose();
        _tables.Dispose();
    }
}
