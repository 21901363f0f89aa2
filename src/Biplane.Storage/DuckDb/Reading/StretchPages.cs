using System.Globalization;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Very many rows that lie beside each other in sorted segments: all spans of a large trace, all rows of an experiment. They are read straight from there, page after page from the end
/// where the answer starts. To find them all first and to read them by what was found takes twice the time of that: it is done with those that have come since the last merge.
/// </summary>
internal sealed class StretchPages
{
    // The first page is soon there.
    private const int FirstPage = 8_192;

    // What waits for a page has nothing to do until it is there. A statement takes as long as some ten thousand rows, so that few pages are better than many.
    private const int Growth = 5;
    private const int LastPage = 52_000;

    // One of the engine's units: fewer rows take as long.
    private const int LeastPage = 2_048;

    // Of rows that lie elsewhere.
    private const int MaxFound = 100_000;

    private readonly QueryRun _run;
    private readonly QueryPlan _plan;
    private readonly KeyScope _keys;
    private readonly ObjectRef[] _sources;
    private readonly IBlobStore _blobs;
    private readonly PageFunction _function;
    private readonly AskedForm _form;
    private readonly List<Part> _parts;
    private readonly Found _found;
    private readonly string _bound;

    private StretchPages(QueryRun run, QueryPlan plan, IBlobStore blobs, PageFunction function, AskedForm form, KeyScope keys, List<Part> parts, Found found)
    {
        (_run, _plan, _blobs, _function, _form, _keys, _parts, _found) = (run, plan, blobs, function, form, keys, parts, found);
        _sources = [.. plan.Sources];
        _bound = plan.Cursor is { } cursor ? string.Create(CultureInfo.InvariantCulture, $" AND r.pagination_key {(plan.IsDescending ? "<" : ">")} {cursor.Value}") : "";
    }

    /// <summary>The rows of a plan; null when few of them lie beside each other, or when places overlap. The transaction has begun.</summary>
    public static StretchPages? Of(QueryRun run, QueryPlan plan, WalkMemory memory, IBlobStore blobs, PageFunction function, AskedForm form)
    {
        // A condition without keys may leave few rows, which are better found first.
        var keys = KeyScope.Of(plan);
        if (plan.Sources.ToArray() is not [var source] || (keys.IsEmpty && plan.Filter is not null))
        {
            return null;
        }

        var blocks = new BlockScope(run.Connection, [source], plan, keys);
        var stretches = new List<(RowFile File, KeyStretch Stretch)>();
        var others = new List<RowFile>();
        foreach (var file in run.Snapshot.With([source]).Where(keys.MayMatch))
        {
            if (!(file is { IsHot: false, IsDense: true } && (keys.IsEmpty ? AllOf(blocks.Bounds(file)) : keys.StretchIn(file)) is { } stretch))
            {
                others.Add(file);
            }
            else if (stretch.Count > 0)
            {
                stretches.Add((file, stretch));
            }
        }

        // A hot generation may have rows of every key.
        return stretches.Count > 0 && Elsewhere(run, plan, memory, others) is { } found && InOrder(stretches, found, source, isWhole: keys.IsEmpty) is { } parts
            ? new StretchPages(run, plan, blobs, function, form, keys, parts, found)
            : null;
    }

    /// <summary>The pages, each in the order of its places.</summary>
    public IEnumerable<ResultRows> Read()
    {
        var rest = _plan.Limit ?? long.MaxValue;
        var size = (long)FirstPage;
        foreach (var part in _plan.IsDescending ? Enumerable.Reverse(_parts) : _parts)
        {
            if (part.File is not { } file)
            {
                RowHit[] hits = [.. _found.Hits.Take((int)Math.Min(rest, MaxFound))];
                foreach (var rows in new FoundRows(_run, _plan, _blobs).Pages(hits, _found.Walk.Files, _found.Walk.Copies, FirstPage))
                {
                    yield return rows;
                }

                rest -= hits.Length;

                // Something to read is there already.
                size = Math.Clamp((long)hits.Length * Growth, FirstPage, LastPage);
                continue;
            }

            using var statement = new PageStatement(_run, _plan, file, _sources, _keys.Condition + _bound, _function);
            for (var (first, last) = (part.Stretch.First, part.Stretch.Last); first <= last && rest > 0;)
            {
                size = Math.Min(size, last - first + 1);
                var page = _plan.IsDescending ? new RowRange(last - size + 1, last) : new RowRange(first, first + size - 1);
                if (Rows(statement, page, size <= LeastPage) is not { } rows)
                {
                    size /= 2;
                    continue;
                }

                (first, last) = _plan.IsDescending ? (first, page.First - 1) : (page.Last + 1, last);
                rows.CutOff(rest);
                rest -= rows.Rows;
                yield return rows;
                size = Math.Min(PageReader.Next(page.Last - page.First + 1, rows.HeldBytes), Math.Min(size * Growth, Math.Max((last - first + 1) / 2, LastPage)));
            }
        }
    }

    // What lies in other files; null when it is much.
    private static Found? Elsewhere(QueryRun run, QueryPlan plan, WalkMemory memory, List<RowFile> others)
    {
        var walk = new PlaceWalk(run.Connection, run.Snapshot, plan, memory, others);
        var limit = (int)Math.Min(plan.Limit ?? MaxFound, MaxFound);
        var hits = walk.Rows(limit);
        return hits.Count < limit || limit == plan.Limit ? new Found(walk, hits) : null;
    }

    // By their places; null when those overlap.
    private static List<Part>? InOrder(List<(RowFile File, KeyStretch Stretch)> stretches, Found found, ObjectRef source, bool isWhole)
    {
        if (stretches is [var (only, all)] && found.Hits.Count == 0)
        {
            return [new Part(only, all, First: 0, ulong.MaxValue)];
        }

        var parts = new List<Part>();
        if (found.Hits.Count > 0)
        {
            var (one, other) = (found.Hits[0].Place, found.Hits[^1].Place);
            parts.Add(new Part(File: null, default, Math.Min(one, other), Math.Max(one, other)));
        }

        foreach (var (file, stretch) in stretches)
        {
            if ((isWhole ? (file.Objects[source].FirstKey, file.Objects[source].LastKey) : PlacesOf(file, stretch, source)) is not var (first, last))
            {
                return null;
            }

            parts.Add(new Part(file, stretch, first, last));
        }

        parts.Sort((a, b) => a.First.CompareTo(b.First));
        return parts.Zip(parts.Skip(1)).All(pair => pair.First.Last < pair.Second.First) ? parts : null;
    }

    // Null when that is not known: keys are hashes, and a row of another object may have the same one.
    private static (ulong First, ulong Last)? PlacesOf(RowFile file, KeyStretch stretch, ObjectRef source)
    {
        RowCopy[] ends = file.FromCopies(copies => copies.Read(new[] { stretch.First, stretch.Last }.Distinct()).ToArray()) ?? [];
        return ends.Length > 0 && Array.TrueForAll(ends, row => row.Object == source.Id)
            ? (ends[0].Place, ends[^1].Place)
            : null;
    }

    private static KeyStretch AllOf((long First, long Last) bounds) => new(bounds.First, bounds.Last, bounds.Last - bounds.First + 1);

    // They lie in the order of their places, and to sort them takes longer than to read them. That is looked at once more: the engine promises it of itself alone. Null when they take
    // too much memory to be looked at, and are not few.
    private PageRows? Rows(PageStatement statement, RowRange range, bool isFew)
    {
        if (!isFew && _form.Json is { } writer && statement.CanWrite)
        {
            return statement.Written(range, writer, PageReader.MaxBytesAhead, out var isTooLarge) ?? (isTooLarge ? null : (PageRows)statement.InOrder(range));
        }

        var rows = statement.InFile(range);
        if (rows.Arranged(_plan.Columns.Count - 1, _plan.IsDescending, PageReader.MaxBytesAhead) is { } arranged)
        {
            return arranged;
        }

        return isFew || rows.HeldBytes < PageReader.MaxBytesAhead ? statement.InOrder(range) : null;
    }

    // Rows of the answer whose places follow each other: those of a stretch, or without a file those that were found.
    private sealed record Part(RowFile? File, KeyStretch Stretch, ulong First, ulong Last);

    // In the order of the answer.
    private sealed record Found(PlaceWalk Walk, List<RowHit> Hits);
}
