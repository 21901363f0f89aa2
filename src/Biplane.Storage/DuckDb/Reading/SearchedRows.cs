using System.Globalization;
using System.Text.Json;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Keys;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// The rows of sealed files that pass those terms of a filter that say something about words, looked up once and remembered: to look into a block costs more than
/// all the rest, and pages, live lists and charts ask for the same words again, often with another range of time.
/// </summary>
internal sealed class SearchedRows
{
    private readonly DuckDbConnection _connection;
    private readonly FileSnapshot _snapshot;
    private readonly ObjectRef[] _sources;
    private readonly WalkMemory _memory;
    private readonly string _question;    private readonly QueryPlan _search;
    private readonly Lazy<CopiedSearch?> _copied;
    private readonly Dictionary<RowFile, List<(int Target, long Count, ulong Last)>> _hotMarks = [];

    public SearchedRows(DuckDbConnection connection, FileSnapshot snapshot, QueryPlan plan, ObjectRef[] sources, WalkMemory memory)
    {
        _connection = connection;
        _snapshot = snapshot;
        _sources = sources;
        _memory = memory;
        (var words, Others) = WordScope.Split(plan.Filter);
        _search = plan with { Filter = words };
        Terms = PlanSql.Filter(_search);
        _copied = new Lazy<CopiedSearch?>(() => CopiedSearch.Of(words));
        _question = $"{string.Join(',', sources)} {JsonSerializer.Serialize(Terms)}";
    }

    /// <summary>The terms that say something about words.</summary>
    public SqlFragment Terms { get; }

    /// <summary>What the filter demands of a row beside that; null for nothing.</summary>
    public BoundExpression? Others { get; }

    // What is remembered needs none.
    private ColumnUse Use => field ??= ColumnUse.OfFilter(_search);

    /// <summary>The rows in a few blocks, in the order of places; null when they are too many to be remembered.</summary>
    public IReadOnlyList<SearchedRow>? In(RowFile file, IReadOnlyList<RowRange> piece)
    {
        if (piece.Count == 0)
        {
            return [];
        }

        var question = Question(file, piece, MarksOn(file));
        var rows = _memory.Find(question);
        if (rows is null)
        {
            rows = Read(file, piece);
            _memory.Keep(question, rows);
        }

        return rows.Count > WalkMemory.MaxRows ? null : rows;
    }

    /// <summary>The same, where it needs no statement: of a file of which nothing is replaced. Null when it does, and when they are too many.</summary>
    public IReadOnlyList<SearchedRow>? Known(RowFile file, IReadOnlyList<RowRange> piece) =>
        piece.Count == 0 ? [] : _memory.Find(Question(file, piece, marks: "")) is { Count: <= WalkMemory.MaxRows } known ? known : null;

    private string Question(RowFile file, IReadOnlyList<RowRange> piece, string marks) => $"{file.Number} {string.Join(',', piece)} {marks} {_question}";

    private List<SearchedRow> Read(RowFile file, IReadOnlyList<RowRange> piece)
    {
        if (file.FromCopies(copies => _copied.Value?.Find(file, copies, piece)) is not { } copied)
        {
            return Read(file, piece, condition: "", Terms);
        }

        var found = copied.Rows.Count == 0 ? [] : Current(file, copied.Rows) ?? Read(file, At(copied.Rows.ConvertAll(row => row.Position)), SqlFragment.Of("TRUE"));
        if (copied.Open.Count > 0)
        {
            found.AddRange(Read(file, At(copied.Open), Terms));
            found.Sort(static (a, b) => a.Place.CompareTo(b.Place));
        }

        return found;

        static string At(List<long> positions) => $" AND {FileRelation.At(positions)}";
    }

    // Null when a statement has to tell which of them are current: that nothing is replaced is known here, since a mark is noted before its commit is seen.
    private List<SearchedRow>? Current(RowFile file, List<FoundRow> found) => _sources is [var source] && !_snapshot.MarkersAgainst(file).Any()
        ? [.. found.Where(row => row.ObjectId == source.Id).Select(row => new SearchedRow(row.Place, row.Position, RowKeys.OfTrace(source, row.RootSpanId))).OrderBy(row => row.Place)]
        : null;

    private List<SearchedRow> Read(RowFile file, string condition, SqlFragment terms) => Read(file, piece: null, condition, terms);

    private List<SearchedRow> Read(RowFile file, IReadOnlyList<RowRange>? piece, string condition, SqlFragment terms)
    {
        var relation = Relations.OfFile(file, _snapshot, _sources, condition, piece, terms.Text, Use);
        using var result = _connection.Query(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT pagination_key, {Relations.RowId}, root_key FROM {relation} r WHERE ({terms.Text}) ORDER BY pagination_key LIMIT {WalkMemory.MaxRows + 1}"),
            terms.Parameters);
        var rows = new List<SearchedRow>();
        while (result.Read())
        {
            rows.Add(new SearchedRow(result.GetUInt64(0), result.GetInt64(1), result.GetUInt64(2)));
        }

        return rows;
    }

    /// <summary>
    /// Another text whenever a row of the file is replaced or deleted. It is read in the query's own transaction: what is kept in memory about a generation may be a
    /// commit ahead of that.
    /// </summary>
    public string MarksOn(RowFile file)
    {
        var marks = new List<string>();
        var names = file.Names;
        foreach (var marker in _snapshot.MarkersAgainst(file))
        {
            if (marker.IsHot)
            {
                marks.AddRange(HotMarks(marker).Where(mark => names.Contains(mark.Target))
                    .Select(mark => string.Create(CultureInfo.InvariantCulture, $"{marker.Number}>{mark.Target}:{mark.Count}:{mark.Last}")));
            }
            else
            {
                marks.Add(marker.Number.ToString(CultureInfo.InvariantCulture));
            }
        }

        return string.Join(',', marks);
    }

    private List<(int Target, long Count, ulong Last)> HotMarks(RowFile hot)
    {
        if (!_hotMarks.TryGetValue(hot, out var marks))
        {
            marks = [];
            using var result = _connection.Query($"SELECT target, count(*), max(marked_by) FROM {hot.Catalog}.{RowSchema.Superseded} GROUP BY target ORDER BY target");
            while (result.Read())
            {
                marks.Add((result.GetInt32(0), result.GetInt64(1), result.GetUInt64(2)));
            }

            _hotMarks.Add(hot, marks);
        }

        return marks;
    }
}
