using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// Finds the current versions of keys for the writer. Hot generations know their keys exactly, segments by a filter, so that a batch of
/// new rows asks the engine nothing; the keys that remain are looked up in the index of its row copies, and what is there is fetched with one statement per file.
/// </summary>
internal sealed class RowLookup(DuckDbConnection connection, RecentRows recent)
{
    private const int MaxPositions = 10_000;

    public Dictionary<ulong, LocatedRow> Find(IEnumerable<ulong> keys, FileSnapshot snapshot)
    {
        var found = new Dictionary<ulong, LocatedRow>();
        var remaining = new HashSet<ulong>(keys);
        foreach (var file in snapshot.Files)
        {
            if (remaining.Count == 0)
            {
                break;
            }

            if (file.IsHot)
            {
                FindHot(file, remaining, found, snapshot);
            }
            else
            {
                FindSettled(file, remaining, found, snapshot);
            }
        }

        return found;
    }

    private void FindHot(RowFile file, HashSet<ulong> remaining, Dictionary<ulong, LocatedRow> found, FileSnapshot snapshot)
    {
        List<long>? positions = null;
        foreach (var key in remaining)
        {
            if (!file.HotRows.TryGetValue(key, out var hot))
            {
                continue;
            }

            if (recent.Find(key) is { } row && row.State.Transaction.Value == hot.Transaction)
            {
                found[key] = new LocatedRow(row, file, hot.Position);
            }
            else
            {
                (positions ??= []).Add(hot.Position);
            }
        }

        if (positions is not null)
        {
            Fetch(file, FileRelation.Select(positions), found, snapshot);
        }

        remaining.ExceptWith(found.Keys);
    }

    private void FindSettled(RowFile file, HashSet<ulong> remaining, Dictionary<ulong, LocatedRow> found, FileSnapshot snapshot)
    {
        var candidates = remaining.Where(key => file.Keys!.MayContain(key)).ToList();
        if (candidates.Count == 0)
        {
            return;
        }

        // With ten segments the filter is wrong for one batch of new rows in fifty, and the engine reads a column of a million keys to see that. The index beside the segment is exact.
        var positions = file.FromCopies(copies => copies.RowKeys.Find(candidates, MaxPositions, out var isAll) is var all && isAll ? all : null);
        if (positions is { Count: 0 })
        {
            return;
        }

        var rowIds = positions is null
            ? $"SELECT k.rowid FROM {file.Catalog}.{RowSchema.Rows} k WHERE k.row_key IN ({FileRelation.Select(candidates)})"
            : FileRelation.Select(positions);
        Fetch(file, rowIds, found, snapshot);
        remaining.ExceptWith(found.Keys);
    }

    private void Fetch(RowFile file, string rowIds, Dictionary<ulong, LocatedRow> found, FileSnapshot snapshot)
    {
        using var hold = connection.HoldThreads();
        using var result = connection.Query(
            $"SELECT r.rowid, {RowSchema.ColumnList} FROM {file.Catalog}.{RowSchema.Rows} r WHERE r.rowid IN ({rowIds})" +
            FileRelation.NotSuperseded(file, snapshot));
        while (result.Read())
        {
            var row = StoredRowReader.Read(result, first: 1);
            found[row.Key] = new LocatedRow(row, file, result.GetInt64(0));
        }
    }
}
