using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>What a running query holds: a connection with one read transaction, and the files of its snapshot.</summary>
internal sealed class QueryRun : IDisposable
{
    private readonly QuerySlots _slots;
    private readonly CancellationTokenRegistration _interrupt;
    private int _disposed;

    public QueryRun(QuerySlots slots, DuckDbConnection connection, FileSnapshot snapshot, CancellationToken cancellationToken)
    {
        _slots = slots;
        Connection = connection;
        Snapshot = snapshot;
        _interrupt = cancellationToken.Register(connection.Interrupt);
    }

    public DuckDbConnection Connection { get; }

    public FileSnapshot Snapshot { get; }

    /// <summary>
    /// Opens the transaction on the hot generations first. Each file's part of it starts when the file is first touched, and a row that moves
    /// is marked where it moves to: seen in this order it is found once, never twice and never not at all.
    /// </summary>
    public void Begin()
    {
        Connection.Execute("BEGIN TRANSACTION READ ONLY");
        foreach (var file in Snapshot.Files.Where(file => file.IsHot))
        {
            _ = Connection.Scalar($"SELECT count(*) FROM {file.Catalog}.{RowSchema.Superseded} WHERE false");
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Waits for a running callback: an interrupt must not hit the next query on this connection.
        _interrupt.Dispose();
        try
        {
            Connection.Execute("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // The transaction ended with the fault that is being reported.
        }

        Snapshot.Dispose();
        _slots.Return(Connection);
    }
}
