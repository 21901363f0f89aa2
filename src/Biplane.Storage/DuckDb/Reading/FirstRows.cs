using System.Globalization;
using System.Text.Json;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// The first rows of a piece of a sealed file that pass a filter, looked up once and remembered: a list that is shown is asked for again every few seconds, and only rows
/// that came since can be new in it.
/// </summary>
internal sealed class FirstRows
{
    private readonly DuckDbConnection _connection;
    private readonly FileSnapshot _snapshot;
    private readonly ObjectRef[] _sources;
    private readonly WalkMemory _memory;
    private readonly SearchedRows _searched;
    private readonly QueryPlan _plan;
    private readonly bool _isDescending;
    private readonly string _order;
    private readonly bool _isOfRows;

    public FirstRows(DuckDbConnection connection, FileSnapshot snapshot, QueryPlan plan, ObjectRef[] sources, WalkMemory memory, SearchedRows searched)
    {
        _connection = connection;
        _snapshot = snapshot;
        _sources = sources;
        _memory = memory;
        _searched = searched;
        _plan = plan;
        _isDescending = plan.IsDescending;
        _order = plan.IsDescending ? "DESC" : "ASC";

        // Such a condition is one on other rows, which may be anywhere.
        _isOfRows = plan.Filter is null || AnySpans.In(plan.Filter).Count == 0;
    }

    // Words that are remembered on their own need none of these.
    private SqlFragment Filter => field ??= PlanSql.Filter(_plan);

    private ColumnUse Use => field ??= ColumnUse.OfFilter(_plan);

    private string OfPlan => field ??= $"{_order} {string.Join(',', _sources)} {JsonSerializer.Serialize(Filter)}";

    /// <summary>
    /// The rows, in the order of the walk; at most <see cref="WalkMemory.MaxRows"/>, and one more when there are more. Null when they are not remembered.
    /// </summary>
    /// <param name="file">A sealed file.</param>
    /// <param name="piece">A few blocks of it.</param>
    /// <param name="isNarrow">The terms about words are remembered on their own.</param>
    public IReadOnlyList<SearchedRow>? In(RowFile file, IReadOnlyList<RowRange> piece, bool isNarrow)
    {
        if (!_isOfRows)
        {
            return null;
        }

        var searched = isNarrow ? _searched.In(file, piece) : null;
        if (searched is not null && _searched.Others is null)
        {
            return InOrder(searched);
        }

        var question = Question(file, piece, _searched.MarksOn(file));
        if (_memory.Find(question) is { } known)
        {
            return known;
        }

        var rows = searched is null ? Read(file, piece, condition: "")
            : searched.Count == 0 ? []
            : Read(file, piece: null, $" AND r.rowid IN ({FileRelation.Select(searched.Select(row => row.RowId))})");
        _memory.Keep(question, rows);
        return rows;
    }

    /// <summary>The same, where it needs no statement: of a file of which nothing is replaced. Null when it does.</summary>
    public IReadOnlyList<SearchedRow>? Known(RowFile file, IReadOnlyList<RowRange> piece, bool isNarrow) =>
        !_isOfRows ? null
        : isNarrow && _searched.Others is null && _searched.Known(file, piece) is { } searched ? InOrder(searched)
        : _memory.Find(Question(file, piece, marks: ""));

    private IReadOnlyList<SearchedRow> InOrder(IReadOnlyList<SearchedRow> searched) => _isDescending ? [.. searched.Reverse()] : searched;

    private string Question(RowFile file, IReadOnlyList<RowRange> piece, string marks) => $"first {file.Number} {string.Join(',', piece)} {marks} {OfPlan}";

    private List<SearchedRow> Read(RowFile file, IReadOnlyList<RowRange>? piece, string condition)
    {
        var relation = Relations.OfFile(file, _snapshot, _sources, condition, piece, Filter.Text, Use);
        using var result = _connection.Query(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT pagination_key, {Relations.RowId}, root_key FROM {relation} r WHERE ({Filter.Text}) ORDER BY pagination_key {_order} LIMIT {WalkMemory.MaxRows + 1}"),
            Filter.Parameters);
        var rows = new List<SearchedRow>();
        while (result.Read())
        {
            rows.Add(new SearchedRow(result.GetUInt64(0), result.GetInt64(1), result.GetUInt64(2)));
        }

        return rows;
    }
}
