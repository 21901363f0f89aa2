using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Writes commits to one hot generation. Invariant: a commit is on disk when <see cref="Commit"/> returns, and the memory about the
/// generation is brought up to date before anyone is told. Nothing is checkpointed: the write-ahead log is the file.
/// </summary>
internal sealed class GenerationWriter(DuckDbConnection connection, RowFile file, RecentRows recent) : IDisposable
{
    private readonly RowTableWriter _tables = new(connection, file);
    private long _position;

    public RowFile File { get; } = file;

    /// <summary>Row versions written, removed ones included.</summary>
    public long Rows => _position;

    /// <summary>Bytes of JSON text written.</summary>
    public long Bytes { get; private set; }

    /// <summary>A commit failed. Where the fault came late the engine may have stored it all the same, so what is known about the file has to be read anew.</summary>
    public bool HasFailed { get; private set; }

    /// <exception cref="DuckDbException">The commit failed.</exception>
    public void Commit(CommitPlan plan)
    {
        connection.Execute("BEGIN TRANSACTION");
        try
        {
            if (plan.Removed.Count > 0)
            {
                connection.Execute($"DELETE FROM {File.Catalog}.{RowSchema.Rows} WHERE rowid IN ({FileRelation.Select(plan.Removed)})");
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

            connection.Execute("COMMIT");
        }
        catch (DuckDbException)
        {
            HasFailed = true;
            _tables.Clear();
            TryRollback();
            throw;
        }

        Remember(plan);
    }

    private void Remember(CommitPlan plan)
    {
        foreach (var replaced in plan.Replaced)
        {
            replaced.File.HotRows.Remove(replaced.Row.Key);
            recent.Remove(replaced.Row.Key);
        }

        foreach (var mark in plan.Marks)
        {
            File.Marks.AddOrUpdate(
                mark.Target,
                static (_, m) => new MarkSummary(1, m.MarkedBy),
                static (_, summary, m) => summary.With(1, m.MarkedBy),
                mark);
            File.LastTransaction = Math.Max(File.LastTransaction, mark.MarkedBy);
        }

        foreach (var version in plan.History)
        {
            File.HasHistory = true;
            File.HasBlobs |= version.Row.Blobs is { Count: > 0 };
            File.Include(version.Row.State.Object, version.Row.State.PaginationKey.Value);
            File.LastTransaction = Math.Max(File.LastTransaction, version.Row.State.Transaction.Value);
        }

        foreach (var row in plan.Rows)
        {
            File.HotRows[row.Key] = new HotRow(_position++, row.State.Transaction.Value);
            File.Include(row.State.Object, row.State.PaginationKey.Value);
            File.HasBlobs |= row.Blobs is { Count: > 0 };
            File.LastTransaction = Math.Max(File.LastTransaction, row.State.Transaction.Value);
            Bytes += row.State.ByteSize;
        }
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

    public void Dispose() => _tables.Dispose();
}
