using System.Text.Json;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Keys;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// The first rows of a list in a merged segment, by a look at the copies of those that lie where the list begins: where every few of them pass, that takes less time than to have a
/// statement planned. What was found is remembered, and so is that it was given up.
/// </summary>
internal sealed class CopiedWalk
{
    /// <summary>Rows looked at, for each that is wanted and in all.</summary>
    private const int RowsPerHit = 25;

    private const int MaxRows = 2_048;

    /// <summary>After so many it is seen whether the rows that pass are too rare.</summary>
    private const int Trial = 256;

    private readonly FileSnapshot _snapshot;
    private readonly QueryPlan _plan;
    private readonly WalkMemory _memory;
    private readonly BlockScope _blocks;
    private readonly Func<RowCopy, bool?> _test;

    private CopiedWalk(FileSnapshot snapshot, QueryPlan plan, WalkMemory memory, BlockScope blocks, Func<RowCopy, bool?> test)
    {
        _snapshot = snapshot;
        _plan = plan;
        _memory = memory;
        _blocks = blocks;
        _test = test;
    }

    private string OfPlan => field ??= $"{_plan.IsDescending} {_plan.Sources[0]} {JsonSerializer.Serialize(PlanSql.Filter(_plan))}";

    /// <summary>A walk over the rows of one object; null where the filter cannot be told from copies.</summary>
    public static CopiedWalk? Of(FileSnapshot snapshot, QueryPlan plan, WalkMemory memory, BlockScope blocks)
    {
        var test = plan.Filter is null ? static _ => true : CopyTest.Of(plan.Filter, withWords: false);
        return test is null ? null : new CopiedWalk(snapshot, plan, memory, blocks, test);
    }

    /// <summary>The first rows behind a place, as many as are wanted or all; null when a statement has to tell.</summary>
    /// <param name="file">A merged segment.</param>
    /// <param name="after">The place; null for all.</param>
    /// <param name="limit">How many are wanted.</param>
    public List<(ulong Place, ulong Value)>? In(RowFile file, ulong? after, int limit)
    {
        // What is replaced is known to the engine only. That there is nothing is known here: a mark is noted before its commit is seen.
        if (limit is < 1 or > WalkMemory.MaxRows || file.Copies is null || _snapshot.MarkersAgainst(file).Any())
        {
            return null;
        }

        var question = $"copies {file.Number} {after} {limit} {OfPlan}";
        if (_memory.Find(question) is { } known)
        {
            return [.. known.Select(row => (row.Place, (ulong)row.RowId))];
        }

        if (_memory.Find(GivenUp()) is not null)
        {
            return null;
        }

        var found = file.FromCopies(copies => Look(copies, _blocks.Bounds(file), after, limit));
        _memory.Keep(found is null ? GivenUp() : question, found ?? []);
        return found?.ConvertAll(row => (row.Place, (ulong)row.RowId));

        string GivenUp() => $"no {question}";
    }

    private List<SearchedRow>? Look(RowCopies copies, (long First, long Last) bounds, ulong? after, int limit)
    {
        var most = Math.Min(MaxRows, limit * RowsPerHit);
        var found = new List<SearchedRow>();
        var position = after is { } place ? Behind(copies, bounds, place) : _plan.IsDescending ? bounds.Last : bounds.First;
        var step = _plan.IsDescending ? -1 : 1;
        var looked = 0;
        foreach (var row in copies.Read(Positions()))
        {
            if (++looked > most || (looked == Trial && (long)found.Count * most < (long)limit * Trial / 2))
            {
                return null;
            }

            if (_test(row) is not { } passes || row.Object != _plan.Sources[0].Id)
            {
                return null;
            }

            if (passes)
            {
                found.Add(new SearchedRow(row.Place, position, RowKeys.OfTrace(_plan.Sources[0], row.Trace)));
                if (found.Count == limit)
                {
                    break;
                }
            }

            position += step;
        }

        return found;

        IEnumerable<long> Positions()
        {
            for (var next = position; next >= bounds.First && next <= bounds.Last; next += step)
            {
                yield return next;
            }
        }
    }

    // The rows of an object lie in the order of their places.
    private long Behind(RowCopies copies, (long First, long Last) bounds, ulong place)
    {
        var (low, high) = (bounds.First, bounds.Last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var isBefore = copies.Read([middle]).Single().Place is var found && (_plan.IsDescending ? found < place : found <= place);
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return _plan.IsDescending ? low - 1 : low;
    }
}
