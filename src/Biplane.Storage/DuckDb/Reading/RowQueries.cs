using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Runs query plans on snapshots of the files.</summary>
internal sealed class RowQueries : IDisposable
{
    private const int MaxConcurrentQueries = 8;

    private readonly RowFiles _files;
    private readonly QuerySlots _slots;

    public RowQueries(DuckDbInstance instance, RowFiles files, IBlobStore blobs)
    {
        _files = files;
        _slots = new QuerySlots(instance, MaxConcurrentQueries);
        using var connection = instance.Connect();
        BlobFunction.Register(connection, blobs);
    }

    public async Task<RowCursor> RunAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        var connection = await _slots.TakeAsync(cancellationToken);
        _slots.Return(connection);
        throw new NotSupportedException(plan.ToString());
    }

    /// <summary>All current rows of an object, for tests and repair: past the query engine.</summary>
    internal async Task<List<StoredRow>> DumpAsync(ObjectRef target, CancellationToken cancellationToken)
    {
        var connection = await _slots.TakeAsync(cancellationToken);
        try
        {
            using var snapshot = _files.Acquire();
            var rows = new List<StoredRow>();
            using var result = connection.Query($"SELECT {RowSchema.ColumnList} FROM {Relations.Current(snapshot, [target])} ORDER BY pagination_key");
            while (result.Read())
            {
                rows.Add(StoredRowReader.Read(result, first: 0));
            }

            return rows;
        }
        finally
        {
            _slots.Return(connection);
        }
    }

    public void Dispose() => _slots.Dispose();
}
