using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.DuckDb.Settling;
using Biplane.Storage.DuckDb.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Biplane.Storage.DuckDb;

/// <summary>
/// The embedded row store: commits go to a hot generation, a small file of its own whose log is all that is flushed; closed generations are
/// settled into sealed, sorted segments by a background worker; a manifest says which files count. See <c>docs/internals/storage.md</c>.
/// </summary>
public sealed class DuckDbRowStore : IRowStore
{
    private readonly DuckDbInstance _instance;
    private readonly RowFiles _files;
    private readonly DuckDbConnection _writerConnection;
    private readonly RowWriter _writer;
    private readonly SegmentUpkeep _upkeep;
    private readonly Settler _settler;
    private readonly RowQueries _queries;
    private readonly BlobSweep _blobs;

    private DuckDbRowStore(DuckDbStoreOptions options, IBlobStore blobs, TimeProvider time, ILogger logger)
    {
        _instance = new DuckDbInstance(options.Threads);
        try
        {
            EngineSettings.Apply(_instance, options);
            _files = new RowFiles(options.Folder, _instance);
            _files.Open();
            _writerConnection = _instance.Connect();
            _writer = new RowWriter(options, time, _files, _writerConnection, new LargeValues(blobs), () => _settler?.Signal(), work => _queries!.WithoutScansAsync(work));
            _queries = new RowQueries(_instance, _files, blobs, options, time);
            _upkeep = new SegmentUpkeep(options, time, _files, _writer, _instance, blobs, logger);
            _settler = new Settler(options, time, _files, _writer, _queries, _instance, _upkeep, logger);
            _blobs = new BlobSweep(_instance, _files, _writer, blobs);
        }
        catch
        {
            _instance.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store, brings back what was committed, and starts its workers.</summary>
    /// <exception cref="InvalidDataException">The folder holds a damaged store or one of a newer format.</exception>
    public static DuckDbRowStore Open(DuckDbStoreOptions options, IBlobStore blobs, TimeProvider time, ILogger<DuckDbRowStore>? logger = null)
    {
        var store = new DuckDbRowStore(options, blobs, time, logger ?? NullLogger<DuckDbRowStore>.Instance);
        using (var snapshot = store._files.Acquire())
        {
            store._writer.Start(new TransactionId(snapshot.Files.Select(file => file.LastTransaction).DefaultIfEmpty().Max()));
        }

        store._upkeep.Start();
        store._settler.Start();
        store._settler.Signal();
        return store;
    }

    /// <inheritdoc/>
    public TransactionId LastTransaction => _writer.LastTransaction;

    /// <inheritdoc/>
    public Task<WriteReceipt> WriteAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new WriteRequest(rows, rows.Sum(SizeOf)), cancellationToken);

    /// <inheritdoc/>
    public Task<RowCursor> QueryAsync(QueryPlan plan, CancellationToken cancellationToken) => _queries.RunAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public ulong ChangeMark(ObjectRef target) => _writer.Changes.Of(target);

    internal Task<List<StoredRow>> DumpAsync(ObjectRef target, CancellationToken cancellationToken) => _queries.DumpAsync(target, cancellationToken);

    /// <inheritdoc/>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await _settler.CompactAsync(cancellationToken);
        await _upkeep.CompactAsync(cancellationToken);
        await _blobs.RunAsync(cancellationToken);
        await _files.RemovedAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public StoreStatus GetStatus()
    {
        using var snapshot = _files.Acquire();
        var hot = _writer.ActiveRows + _files.ClosedGenerations().Sum(file => file.HotRows.Count);
        var settled = snapshot.Files.Where(file => !file.IsHot).ToList();
        return new StoreStatus(
            _writer.IsReadOnly,
            hot,
            settled.Sum(file => file.Rows),
            settled.Count,
            _writer.QueuedRequests,
            _writer.Commits,
            _writer.CommittedRows,
            _settler.LastFault ?? _upkeep.LastFault,
            settled.Where(file => file.Words is null).Sum(file => file.Rows),
            settled.Where(file => file is { IsDense: true, Copies: null }).Sum(file => file.Rows),
            _queries.Running,
            _queries.Waiting);
    }

    private static long SizeOf(EventRow row)
    {
        var size = 512L;
        foreach (var field in EventFields.All)
        {
            size += row[field].Length;
        }

        foreach (var extra in row.Extra)
        {
            size += extra.Json.Length;
        }

        return size;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _settler.DisposeAsync();
        await _upkeep.DisposeAsync();
        await _writer.DisposeAsync();
        await _queries.DisposeAsync();
        await _files.DisposeAsync();
        _blobs.Dispose();
        _writerConnection.Dispose();
        _instance.Dispose();
    }
}
