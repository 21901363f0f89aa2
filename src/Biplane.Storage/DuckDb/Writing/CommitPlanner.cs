using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.Keys;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Works out what a batch of requests makes of the rows it touches: looks up the stored versions in as few statements as there are files,
/// then applies the rows in their order. Several writes to one row in a batch become one stored version.
/// </summary>
internal sealed class CommitPlanner(RowLookup lookup, LargeValues largeValues, TransactionClock clock, TimeProvider time)
{
    private readonly Dictionary<ulong, PendingRow> _pending = [];

    /// <summary>Plans the commit; also gives each request its receipt.</summary>
    public async ValueTask<CommitPlan> PlanAsync(
        IReadOnlyList<WriteRequest> requests, FileSnapshot snapshot, RowFile active, List<WriteReceipt> receipts)
    {
        _pending.Clear();
        Load(requests.SelectMany(request => request.Rows).Select(row => KeyOf(row, attempt: 0)), snapshot);
        var plan = new CommitPlan();
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var request in requests)
        {
            var transaction = clock.Next();
            for (var i = 0; i < request.Rows.Count; i++)
            {
                // A pagination key has 16 bits for the row's index: a larger request takes the next transaction too.
                if (i > 0 && (i & ushort.MaxValue) == 0)
                {
                    transaction = clock.Next();
                }

                Apply(plan, request.Rows[i], transaction, PaginationKey.From(transaction, (ushort)(i & ushort.MaxValue)), now, snapshot);
            }

            receipts.Add(new WriteReceipt(transaction));
        }

        foreach (var pending in _pending.Values)
        {
            await FinishAsync(plan, pending, active);
        }

        foreach (var version in plan.History)
        {
            await largeValues.StoreAsync(version.Row);
        }

        return plan;
    }

    private void Apply(CommitPlan plan, EventRow row, TransactionId transaction, PaginationKey inserted, DateTime now, FileSnapshot snapshot)
    {
        var (key, pending) = Pending(row, snapshot);
        var existing = pending.After;
        if (row.IsDelete && row.CommentTarget is null)
        {
            if (existing is null)
            {
                return;
            }

            pending.After = null;
            pending.IsChanged = true;
            if (row.Object.Kind.KeepsVersions())
            {
                var tombstone = new RowState
                {
                    Object = row.Object,
                    Id = row.Id,
                    ProjectId = existing.State.ProjectId,
                    OrganizationId = existing.State.OrganizationId,
                    Transaction = transaction,
                    PaginationKey = existing.State.PaginationKey,
                    Created = existing.State.Created,
                    SpanId = existing.State.SpanId,
                    RootSpanId = existing.State.RootSpanId,
                };
                plan.History.Add(new HistoryRow(new StoredRow(tombstone, key), IsDeleted: true));
            }

            return;
        }

        if (existing is not null)
        {
            largeValues.Load(existing, row);
        }

        var state = EventMerge.Apply(existing?.State, row, transaction, inserted, now);
        var isMerge = existing is not null && (row.IsMerge || row.CommentTarget is not null);
        pending.After = new StoredRow(state, key) { Blobs = isMerge && existing!.Blobs is { Count: > 0 } ? new(existing.Blobs) : null };
        pending.IsChanged = true;
        if (row.Object.Kind.KeepsVersions())
        {
            plan.History.Add(new HistoryRow(pending.After, IsDeleted: false));
        }
    }

    private async ValueTask FinishAsync(CommitPlan plan, PendingRow pending, RowFile active)
    {
        if (!pending.IsChanged)
        {
            return;
        }

        if (pending.Before is { } before)
        {
            plan.Replaced.Add(before);
            if (before.File == active && pending.After is not null)
            {
                plan.Replacing.Add((plan.Rows.Count, before.Position));
            }
            else if (before.File == active)
            {
                plan.Removed.Add(before.Position);
            }
            else
            {
                var markedBy = pending.After?.State.Transaction ?? clock.Last;
                plan.Marks.Add(new SupersededMark(before.Row.Key, before.Row.State.Transaction.Value, before.File.Number, markedBy.Value));
            }
        }

        if (pending.After is { } after)
        {
            await largeValues.StoreAsync(after);
            plan.Rows.Add(after);
        }
    }

    // Follows the attempts of a key until it is free or holds this very row: see RowKeys.
    private (ulong Key, PendingRow Pending) Pending(EventRow row, FileSnapshot snapshot)
    {
        for (var attempt = 0; ; attempt++)
        {
            var key = KeyOf(row, attempt);
            if (!_pending.TryGetValue(key, out var pending))
            {
                Load([key], snapshot);
                pending = _pending[key];
            }

            var holder = pending.After ?? pending.Before?.Row;
            if (holder is null || (holder.State.Object == row.Object && holder.State.Id == (row.CommentTarget ?? row.Id)))
            {
                return (key, pending);
            }
        }
    }

    private void Load(IEnumerable<ulong> keys, FileSnapshot snapshot)
    {
        var unknown = keys.Where(key => !_pending.ContainsKey(key)).ToHashSet();
        var found = lookup.Find(unknown, snapshot);
        foreach (var key in unknown)
        {
            var before = found.GetValueOrDefault(key);
            _pending[key] = new PendingRow { Before = before, After = before?.Row };
        }
    }

    private static ulong KeyOf(EventRow row, int attempt) => RowKeys.OfRow(row.Object, row.CommentTarget ?? row.Id, attempt);
}
