using System.Globalization;
using System.Text;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.Keys;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// The rows and traces that a plan's filter names by their ids, as keys: most segments need not be opened then, and in the others one column
/// of numbers is read. It only narrows; the filter itself still decides.
/// </summary>
internal sealed class KeyScope
{
    /// <summary>Two rows share a key once in billions; a row behind more than one such pair is not to be expected in this world.</summary>
    private const int MaxAttempts = 4;

    private const int MaxListed = 40;

    /// <summary>More rows than this are read by their keys, not by their positions.</summary>
    private const int MaxPositions = 1_000;

    /// <summary>Rows of which one in so many is meant lie apart.</summary>
    private const int SparseStep = 8;

    private readonly Dictionary<RowFile, List<long>?> _positions = [];
    private readonly HashSet<RowFile> _sparse = [];
    private readonly ulong[]? _rows;
    private readonly ulong[]? _traces;
    private IReadOnlyList<(int Column, HashSet<string> Values)> _names = [];

    private KeyScope(ulong[]? rows, ulong[]? traces)
    {
        _rows = rows;
        _traces = traces;
        Condition = On("row_key", rows) + On("root_key", traces);
    }

    /// <summary>A condition on alias <c>r</c>, starting with <c>AND</c>; empty when the filter names nothing.</summary>
    public string Condition { get; }

    /// <summary>The filter names no rows and no traces.</summary>
    public bool IsEmpty => Condition.Length == 0;

    /// <summary>The filter names rows by their ids, and says no more of them.</summary>
    public bool IsWhole { get; private init; }

    public static KeyScope Of(QueryPlan plan)
    {
        if (plan.Filter is not { } filter)
        {
            return new KeyScope(null, null);
        }

        ulong[]? rows = null;
        ulong[]? traces = null;
        BoundExpression[] terms = filter is BoundLogical { IsAnd: true } and ? [.. and.Operands] : [filter];
        List<(string Column, List<string> Values)> named = [.. terms.Select(Named).OfType<(string Column, List<string> Values)>()];
        foreach (var (column, values) in named)
        {
            if (column == "root_span_id")
            {
                traces ??= KeysOf(plan.Sources, values, RowKeys.OfTrace);
            }
            else if (plan.Shape == QueryShape.Spans)
            {
                // In the other shapes the filter picks traces, and their other spans count too.
                rows ??= [.. Enumerable.Range(0, MaxAttempts).SelectMany(attempt => KeysOf(plan.Sources, values, (source, id) => RowKeys.OfRow(source, id, attempt)))];
            }
        }

        return new KeyScope(rows, traces)
        {
            IsWhole = named.Count == terms.Length,
            _names = [.. named.Select(term => (CopyFormat.IndexOf(term.Column), term.Values.ToHashSet(StringComparer.Ordinal)))],
        };
    }

    /// <summary>Whether a file may hold such rows. Hot generations always may: only the writer knows their keys.</summary>
    public bool MayMatch(RowFile file) =>
        (file.Keys is null || _rows is null || Array.Exists(_rows, file.Keys.MayContain))
        && (file.Traces is null || _traces is null || Array.Exists(_traces, file.Traces.MayContain));

    /// <summary>Whether it is known of some segment where the rows lie, and of none that they are many.</summary>
    public bool IsFound(IEnumerable<RowFile> files)
    {
        var withCopies = files.Where(file => file.Copies is not null && MayMatch(file)).ToList();
        return !IsEmpty && withCopies.Count > 0 && withCopies.TrueForAll(file => Positions(file) is not null);
    }

    /// <summary>Whether some segment is known to hold more of the rows than are read by their positions.</summary>
    public bool IsMany(IEnumerable<RowFile> files) => !IsEmpty && files.Any(file => file.Copies is not null && MayMatch(file) && Positions(file) is null);

    /// <summary>Whether rows that are many (<see cref="IsMany"/>) lie beside each other, by the first of them.</summary>
    public bool AreDense(IEnumerable<RowFile> files) => IsMany(files) && !files.Any(_sparse.Contains);

    /// <summary>A condition on alias <c>r</c>, starting with <c>AND</c>, that fits a file best; null when the file has no such rows.</summary>
    public string? ConditionIn(RowFile file) => Positions(file) switch
    {
        null => Condition,
        [] => null,
        var found => $" AND {FileRelation.At(found)}",
    };

    /// <summary>Whether a row has the ids that the filter names.</summary>
    public bool Names(RowCopy row) => _names.All(name => !row.IsNull(name.Column) && name.Values.Contains(Encoding.UTF8.GetString(row[name.Column])));

    /// <summary>Where in a segment the rows with these keys lie, in ascending order; null when that is not known, or when they are too many.</summary>
    public IReadOnlyList<long>? PositionsIn(RowFile file) => Positions(file);

    /// <summary>
    /// Between which positions of a segment the rows with these keys lie, where they lie beside each other; with a count of zero when there are none. Null when they lie apart, or when
    /// that is not known.
    /// </summary>
    public KeyStretch? StretchIn(RowFile file)
    {
        if (IsEmpty || file.Copies is null)
        {
            return null;
        }

        KeyStretch? stretch = Positions(file) switch
        {
            [] => default(KeyStretch),
            [.. var all] => new KeyStretch(all[0], all[^1], all.Count),
            null => _sparse.Contains(file) ? null : file.FromCopies(copies => (KeyStretch?)Index(copies).Stretch(Keys)),
        };
        return stretch?.Count == 0 || stretch?.Last - stretch?.First < stretch?.Count * SparseStep ? stretch : null;
    }

    private ulong[] Keys => _rows ?? _traces!;

    private KeyPositions Index(RowCopies copies) => _rows is not null ? copies.RowKeys : copies.TraceKeys;

    private List<long>? Positions(RowFile file)
    {
        if (_positions.TryGetValue(file, out var known))
        {
            return known;
        }

        return _positions[file] = IsEmpty ? null : file.FromCopies(copies => Find(file, Index(copies)));
    }

    private List<long>? Find(RowFile file, KeyPositions index)
    {
        var found = index.Find(Keys, MaxPositions, out var isAll);
        if (isAll)
        {
            return found;
        }

        // Those that were found are anywhere among all.
        if (found[^1] - found[0] > Math.Max(found.Count, index.LeastCount(Keys)) * SparseStep)
        {
            _sparse.Add(file);
        }

        return null;
    }

    private static ulong[] KeysOf(IEnumerable<ObjectRef> sources, List<string> values, Func<ObjectRef, string, ulong> key) =>
        [.. sources.SelectMany(source => values.Select(value => key(source, value)))];

    private static (string Column, List<string> Values)? Named(BoundExpression term) => term switch
    {
        BoundComparison { Operator: ComparisonOperator.Equal, Left: BoundColumn column, Right: BoundConstant { Value: string value } } when IsId(column) =>
            (column.Column.Name, [value]),
        BoundComparison { Operator: ComparisonOperator.Equal, Left: BoundConstant { Value: string value }, Right: BoundColumn column } when IsId(column) =>
            (column.Column.Name, [value]),
        BoundIn { Operand: BoundColumn column } list when IsId(column) && list.Values.All(value => value.Value is string) =>
            (column.Column.Name, [.. list.Values.Select(value => (string)value.Value!)]),
        _ => null,
    };

    private static bool IsId(BoundColumn column) => column.Column.Name is "id" or "root_span_id";

    private static string On(string column, ulong[]? keys) => keys switch
    {
        null => "",
        [var key] => string.Create(CultureInfo.InvariantCulture, $" AND r.{column} = {key}"),

        // A short list goes down into the scan, a long one is joined.
        { Length: <= MaxListed } => $" AND r.{column} IN ({string.Join(",", keys.Select(key => key.ToString(CultureInfo.InvariantCulture)))})",
        _ => $" AND r.{column} IN ({FileRelation.Select(keys)})",
    };
}
