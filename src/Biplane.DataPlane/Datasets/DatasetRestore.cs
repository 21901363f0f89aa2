using System.Runtime.CompilerServices;
using System.Text;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.Ingest;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage;

namespace Biplane.DataPlane.Datasets;

/// <summary>
/// Takes a dataset back to an older version by writing: rows that changed get their older state as a new version, rows that came later are
/// deleted. So history only grows, and a restore can itself be undone.
/// </summary>
internal sealed class DatasetRestore(IRowStore store, IngestService ingest, QueryDeadline deadline)
{
    private const string Advice = "Ask again when the server has less to do.";

    public async Task<RestorePreview> PreviewAsync(ObjectRef dataset, TransactionId version, CancellationToken cancellationToken)
    {
        var difference = await deadline.RunAsync(deadline.Longest, Advice, token => CompareAsync(dataset, version, token), cancellationToken);
        return new RestorePreview(difference.Changed.Count, difference.Added.Count);
    }

    public async Task<RestoreResult> RestoreAsync(Caller caller, ObjectRef dataset, TransactionId version, CancellationToken cancellationToken)
    {
        // What is read in time is written, however long that takes.
        var (difference, rows) = await deadline.RunAsync(
            deadline.Longest,
            Advice,
            async token =>
            {
                var compared = await CompareAsync(dataset, version, token);
                return (compared, await ReadAsync(dataset, version, compared.Changed, token));
            },
            cancellationToken);
        rows.AddRange(difference.Added.Select(id => new EventRow { Object = dataset, Id = id, IsDelete = true }));
        if (rows.Count == 0)
        {
            return new RestoreResult(XactId: null, RowsRestored: 0, RowsDeleted: 0);
        }

        var transaction = await ingest.WriteAsync(caller, rows, cancellationToken);
        return new RestoreResult(transaction.ToString(), difference.Changed.Count, difference.Added.Count);
    }

    private async Task<RestoreDifference> CompareAsync(ObjectRef dataset, TransactionId version, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, ulong>(StringComparer.Ordinal);
        await foreach (var (id, transaction) in VersionsAsync(dataset, version, cancellationToken))
        {
            changed[id] = transaction;
        }

        var added = new List<string>();
        await foreach (var (id, transaction) in VersionsAsync(dataset, version: null, cancellationToken))
        {
            if (!changed.TryGetValue(id, out var then))
            {
                added.Add(id);
            }
            else if (then == transaction)
            {
                changed.Remove(id);
            }
        }

        return new RestoreDifference(changed.Keys.ToHashSet(StringComparer.Ordinal), added);
    }

    private async IAsyncEnumerable<(string Id, ulong Transaction)> VersionsAsync(
        ObjectRef dataset, TransactionId? version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await store.QueryAsync(RowPlans.Columns(dataset, "id", "_xact_id") with { Version = version }, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return (Encoding.UTF8.GetString(rows.GetUtf8(0)), rows.GetUInt64(1));
        }
    }

    private async Task<List<EventRow>> ReadAsync(ObjectRef dataset, TransactionId version, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<EventRow>();
        if (ids.Count == 0)
        {
            return found;
        }

        await using var rows = await store.QueryAsync(RowPlans.WholeRows(dataset) with { Version = version }, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (ids.Contains(Encoding.UTF8.GetString(rows.GetUtf8(0))))
            {
                found.Add(RowCopy.From(rows, dataset));
            }
        }

        return found;
    }
}
