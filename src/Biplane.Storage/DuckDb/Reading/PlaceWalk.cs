using System.Globalization;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Finds the first rows or traces of a scan without touching their texts: files are visited from the end where the scan starts and the walk
/// stops when no later file can hold an earlier place. A union of all files would defeat both.
/// </summary>
internal sealed class PlaceWalk
{
    /// <summary>Spans looked at in one step when traces are sought.</summary>
    private const int MinWindow = 2_000;

    private const int SpansPerTrace = 20;

    /// <summary>So many rows that are named by their keys are put in order here.</summary>
    private const int ManyKeyed = 10_000;

    private readonly DuckDbConnection _connection;
    private readonly FileSnapshot _snapshot;
    private readonly QueryPlan _plan;
    private readonly ObjectRef[] _sources;
    private readonly KeyScope _keys;
    private readonly BlockScope _blocks;
    private readonly SearchedRows _searched;
    private readonly FirstRows _first;
    private readonly KeyedCopies? _copies;
    private readonly CopiedWalk? _copied;
    private readonly List<(RowFile File, ulong First, ulong Last)> _files;

    /// <param name="connection">The transaction has begun.</param>
    /// <param name="snapshot">All files.</param>
    /// <param name="plan">What is sought.</param>
    /// <param name="memory">What earlier walks have found.</param>
    /// <param name="some">The files to look into; null for all.</param>
    public PlaceWalk(DuckDbConnection connection, FileSnapshot snapshot, QueryPlan plan, WalkMemory memory, IReadOnlyCollection<RowFile>? some = null)
    {
        _connection = connection;
        _snapshot = snapshot;
        _plan = plan;
        _sources = [.. plan.Sources];
        _keys = KeyScope.Of(plan);
        _blocks = new BlockScope(connection, _sources, plan, _keys);
        _searched = new SearchedRows(connection, snapshot, plan, _sources, memory);
        _first = new FirstRows(connection, snapshot, plan, _sources, memory, _searched);
        _copies = _keys.IsWhole && _sources is [var source] ? new KeyedCopies(snapshot, source, _keys) : null;
        _copied = _keys.IsEmpty && _sources is [_] ? CopiedWalk.Of(snapshot, plan, memory, _blocks) : null;
        var files = (some ?? snapshot.With(_sources)).Where(file => _keys.MayMatch(file) && _keys.ConditionIn(file) is not null).Select(Bounds).Where(file => IsBeyondCursor(file.First, file.Last));
        _files = [.. plan.IsDescending ? files.OrderByDescending(file => file.Last) : files.OrderBy(file => file.First)];
    }

    // What is known needs no statement.
    private SqlFragment Filter => field ??= PlanSql.Filter(_plan);

    private ColumnUse Use => field ??= ColumnUse.OfFilter(_plan);

    /// <summary>
    /// Whether any file may have a row that passes the filter, by what is kept in memory about the files. Asked before the transaction begins it knows
    /// what was acknowledged by then; it must not be used instead of looking again.
    /// </summary>
    public bool MayFind => _files.Exists(file => file.File.IsHot || _blocks.Pieces(file.File).Any());

    /// <summary>The copies of rows that were found in them; null when the filter does not name rows by their ids alone.</summary>
    public KeyedCopies? Copies => _copies;

    /// <summary>The files in the order of the walk; <see cref="RowHit.FileIndex"/> counts in it.</summary>
    public IReadOnlyList<RowFile> Files => [.. _files.Select(file => file.File)];

    /// <summary>The first rows, in scan order.</summary>
    public List<RowHit> Rows(int limit)
    {
        var hits = new List<RowHit>();
        for (var i = 0; i < _files.Count; i++)
        {
            if (hits.Count >= limit && !IsBefore(Start(_files[i]), hits[limit - 1].Place))
            {
                break;
            }

            // Files follow each other mostly, and to sort a hundred thousand hits takes longer than to find them.
            var isInOrder = true;
            var found = Step(_files[i].File, Relations.RowId, after: _plan.Cursor?.Value, limit);
            hits.EnsureCapacity(hits.Count + found.Count);
            foreach (var (place, rowId) in found)
            {
                isInOrder = isInOrder && (hits.Count == 0 || !IsBefore(place, hits[^1].Place));
                hits.Add(new RowHit(place, i, (long)rowId));
            }

            if (!isInOrder)
            {
                hits.Sort(Compare);
            }

            if (hits.Count > limit)
            {
                hits.RemoveRange(limit, hits.Count - limit);
            }
        }

        return hits;
    }

    /// <summary>
    /// The same where all of it is kept in memory, so that neither a statement nor a transaction is needed; null when it is not. What a commit adds or replaces is noted before it is
    /// acknowledged: where nothing is noted at the end, nothing had been acknowledged at the beginning that is not in the answer.
    /// </summary>
    public List<RowHit>? Known(int limit)
    {
        var hits = new List<RowHit>();
        for (var i = 0; i < _files.Count && !(hits.Count >= limit && !IsBefore(Start(_files[i]), hits[limit - 1].Place)); i++)
        {
            if (KnownIn(_files[i].File, limit) is not { } found)
            {
                return null;
            }

            hits.AddRange(found.Select(row => new RowHit(row.Place, i, (long)row.Value)));
            hits.Sort(Compare);
            hits.RemoveRange(Math.Min(limit, hits.Count), Math.Max(0, hits.Count - limit));
        }

        return hits;
    }

    private List<(ulong Place, ulong Value)>? KnownIn(RowFile file, int limit)
    {
        if (!file.IsDense || _sources is not [var source] || !file.Positions.ContainsKey(source) || _snapshot.MarkersAgainst(file).Any())
        {
            return null;
        }

        if (!_keys.IsEmpty)
        {
            return Copied(file, _plan.Cursor?.Value, limit);
        }

        if (_copied?.In(file, _plan.Cursor?.Value, limit) is { } copied)
        {
            return copied;
        }

        var found = new List<(ulong Place, ulong Value)>();
        foreach (var piece in _blocks.Pieces(file).TakeWhile(_ => found.Count < limit))
        {
            if (!_blocks.IsShort(file, piece)
                || _first.Known(file, piece!, _blocks.IsNarrow(file, piece)) is not { } rows
                || Enough(rows, Relations.RowId, _plan.Cursor?.Value, limit - found.Count) is not { } some)
            {
                return null;
            }

            found.AddRange(some);
        }

        return found;
    }

    /// <summary>The first traces with their places, in scan order. A trace's place is that of its first span which passes the filter.</summary>
    public List<(ulong RootKey, ulong Place)> Traces(int limit)
    {
        var window = Math.Max(MinWindow, limit * SpansPerTrace);
        var found = new Dictionary<ulong, ulong>();
        var after = _plan.Cursor?.Value;
        while (true)
        {
            var spans = Spans(after, window);
            var fresh = spans.Where(span => !found.ContainsKey(span.RootKey)).DistinctBy(span => span.RootKey).ToList();
            var seenBefore = _plan.Cursor is null ? [] : TracesBeforeCursor(fresh.Select(span => span.RootKey));
            foreach (var (rootKey, place) in fresh)
            {
                if (!seenBefore.Contains(rootKey))
                {
                    found[rootKey] = place;
                }
            }

            if (found.Count >= limit || spans.Count < window)
            {
                var ordered = _plan.IsDescending ? found.OrderByDescending(t => t.Value) : found.OrderBy(t => t.Value);
                return [.. ordered.Take(limit).Select(t => (t.Key, t.Value))];
            }

            after = spans[^1].Place;
        }
    }

    // The next spans of the scan over all files.
    private List<(ulong RootKey, ulong Place)> Spans(ulong? after, int window)
    {
        var spans = new List<(ulong RootKey, ulong Place)>();
        foreach (var file in _files)
        {
            if (spans.Count >= window && !IsBefore(Start(file), spans[window - 1].Place))
            {
                break;
            }

            foreach (var (place, rootKey) in Step(file.File, "root_key", after, window))
            {
                spans.Add((rootKey, place));
            }

            spans.Sort((a, b) => _plan.IsDescending ? b.Place.CompareTo(a.Place) : a.Place.CompareTo(b.Place));
            if (spans.Count > window)
            {
                spans.RemoveRange(window, spans.Count - window);
            }
        }

        return spans;
    }

    private List<(ulong Place, ulong Value)> Step(RowFile file, string column, ulong? after, int limit)
    {
        if (column == Relations.RowId && file.IsDense && (Copied(file, after, limit) ?? _copied?.In(file, after, limit)) is { } copied)
        {
            return copied;
        }

        List<(ulong Place, ulong Value)>? found = null;
        foreach (var piece in _blocks.Pieces(file))
        {
            var left = limit - (found?.Count ?? 0);
            var more = First(file, column, piece, after, left) ?? Read(file, column, piece, after, left);

            // Most files are one piece, and the rows of that may be very many.
            if (found is null)
            {
                found = more as List<(ulong Place, ulong Value)> ?? [.. more];
            }
            else
            {
                found.AddRange(more);
            }

            if (found.Count >= limit)
            {
                break;
            }
        }

        return found ?? [];
    }

    // Null when what is remembered does not reach.
    private List<(ulong Place, ulong Value)>? First(RowFile file, string column, IReadOnlyList<RowRange>? piece, ulong? after, int limit)
    {
        return _blocks.IsShort(file, piece) && _first.In(file, piece!, _blocks.IsNarrow(file, piece)) is { } rows ? Enough(rows, column, after, limit) : null;
    }

    private List<(ulong Place, ulong Value)>? Enough(IReadOnlyList<SearchedRow> rows, string column, ulong? after, int limit)
    {
        var hits = rows
            .Take(WalkMemory.MaxRows)
            .Where(row => IsAfter(row.Place, after))
            .Take(limit)
            .Select(row => (row.Place, column == Relations.RowId ? (ulong)row.RowId : row.RootKey))
            .ToList();
        return hits.Count == limit || rows.Count <= WalkMemory.MaxRows ? hits : null;
    }

    // Null when a statement has to tell.
    private List<(ulong Place, ulong Value)>? Copied(RowFile file, ulong? after, int limit)
    {
        if (_copies?.In(file, _blocks.Bounds(file)) is not { } rows)
        {
            return null;
        }

        var inOrder = rows.Where(row => IsAfter(row.Place, after)).Order();
        return [.. (_plan.IsDescending ? inOrder.Reverse() : inOrder).Take(limit).Select(row => (row.Place, (ulong)row.RowId))];
    }

    private int Compare(RowHit a, RowHit b) => _plan.IsDescending ? b.Place.CompareTo(a.Place) : a.Place.CompareTo(b.Place);

    private bool IsAfter(ulong place, ulong? after) => after is not { } bound || (_plan.IsDescending ? place < bound : place > bound);

    private List<(ulong Place, ulong Value)> Read(RowFile file, string column, IReadOnlyList<RowRange>? piece, ulong? after, int limit) =>
        Read(file, column, piece, after, limit, _keys.ConditionIn(file)!);

    private List<(ulong Place, ulong Value)> Read(RowFile file, string column, IReadOnlyList<RowRange>? piece, ulong? after, int limit, string condition)
    {
        var bound = after is { } key ? string.Create(CultureInfo.InvariantCulture, $" AND pagination_key {(_plan.IsDescending ? "<" : ">")} {key}") : "";
        var relation = Relations.OfFile(file, _snapshot, _sources, condition, piece, Filter.Text, Use);
        var statement = $"SELECT pagination_key, {column}::UBIGINT FROM {relation} r WHERE ({Filter.Text}){bound}";
        if (!_keys.IsEmpty && limit >= ManyKeyed && AllInOrder(statement, limit) is { } all)
        {
            return all;
        }

        var order = _plan.IsDescending ? "DESC" : "ASC";
        using var result = _connection.Query(string.Create(CultureInfo.InvariantCulture, $"{statement} ORDER BY pagination_key {order} LIMIT {limit}"), Filter.Parameters);
        var found = new List<(ulong, ulong)>();
        while (result.Read())
        {
            found.Add((result.GetUInt64(0), result.GetUInt64(1)));
        }

        return found;
    }

    // Rows that are named by their keys lie in the order of their places mostly, and the engine takes as long to sort them as to find them. Null when they are many more than
    // are wanted.
    private List<(ulong Place, ulong Value)>? AllInOrder(string statement, int limit)
    {
        using var result = _connection.Query(statement, Filter.Parameters);
        var found = new List<(ulong Place, ulong Value)>();
        var isAscending = true;
        while (result.Read())
        {
            if (found.Count >= 2L * limit)
            {
                return null;
            }

            var place = result.GetUInt64(0);
            isAscending = isAscending && (found.Count == 0 || place > found[^1].Place);
            found.Add((place, result.GetUInt64(1)));
        }

        if (!isAscending)
        {
            found.Sort(static (a, b) => a.Place.CompareTo(b.Place));
        }

        if (_plan.IsDescending)
        {
            found.Reverse();
        }

        return found.Count <= limit ? found : found[..limit];
    }

    // Traces that an earlier page has shown: one of their spans that pass the filter lies before the cursor.
    private HashSet<ulong> TracesBeforeCursor(IEnumerable<ulong> rootKeys)
    {
        ulong[] keys = [.. rootKeys];
        var seen = new HashSet<ulong>();
        if (keys.Length == 0)
        {
            return seen;
        }

        var bound = string.Create(CultureInfo.InvariantCulture, $"pagination_key {(_plan.IsDescending ? ">=" : "<=")} {_plan.Cursor!.Value.Value}");
        foreach (var file in _snapshot.With(_sources).Where(file => file.Traces is null || Array.Exists(keys, file.Traces.MayContain)))
        {
            var relation = Relations.OfFile(file, _snapshot, _sources, use: Use);
            using var result = _connection.Query(
                $"SELECT DISTINCT root_key FROM {relation} r WHERE {bound} AND root_key IN ({FileRelation.Select(keys)}) AND ({Filter.Text})",
                Filter.Parameters);
            while (result.Read())
            {
                seen.Add(result.GetUInt64(0));
            }
        }

        return seen;
    }

    private (RowFile File, ulong First, ulong Last) Bounds(RowFile file)
    {
        var ranges = _sources.Where(file.Objects.ContainsKey).Select(source => file.Objects[source]).ToList();
        return (file, ranges.Min(range => range.FirstKey), ranges.Max(range => range.LastKey));
    }

    private bool IsBeyondCursor(ulong first, ulong last) =>
        _plan.Cursor is not { } cursor || (_plan.IsDescending ? first < cursor.Value : last > cursor.Value);

    private ulong Start((RowFile File, ulong First, ulong Last) file) => _plan.IsDescending ? file.Last : file.First;

    private bool IsBefore(ulong place, ulong other) => _plan.IsDescending ? place > other : place < other;
}
