using System.Globalization;
using System.Text.Json;
using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.DuckDb.Sql;
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
    private readonly string _question;
    private readonly ColumnUse _use;
    private List<(RowFile Hot, List<(int Number, long Count, ulong Last)> Targets)>? _hotMarks;

    public SearchedRows(DuckDbConnection connection, FileSnapshot snapshot, QueryPlan plan, ObjectRef[] sources, WalkMemory memory)
    {
        _connection = connection;
        _snapshot = snapshot;
        _sources = sources;
        _memory = memory;
        (var words, Others) = WordScope.Split(plan.Filter);
        var search = plan with { Filter = words };
        Terms = PlanSql.Filter(search);
        _use = ColumnUse.OfFilter(search);
        _question = $"{string.Join(',', sources)} {JsonSerializer.Serialize(Terms)}";
    }

    /// <summary>The terms that say something about words.</summary>
    public SqlFragment Terms { get; }

    /// <summary>What the filter demands of a row beside that; null for nothing.</summary>
    public BoundExpression? Others { get; }

    /// <summary>The rows in a few blocks, in the order of places; null when they are too many to be remembered.</summary>
    public IReadOnlyList<SearchedRow>? In(RowFile file, IReadOnlyList<RowRange> piece)
    {
        if (piece.Count == 0)
        {
            return [];
        }

        var question = $"{file.Number} {string.Join(',', piece)} {MarksOn(file)} {_question}";
        if (_memory.Find(question) is { } known)
        {
            return known.Count > WalkMemory.MaxRows ? null : known;
        }

        var rows = Read(file, piece);
        _memory.Keep(question, rows);
        return rows.Count > WalkMemory.MaxRows ? null : rows;
    }

    private List<SearchedRow> Read(RowFile file, IReadOnlyList<RowRange> piece)
    {
        var relation = Relations.OfFile(file, _snapshot, _sources, condition: "", piece, Terms.Text, _use);
        using var result = _connection.Query(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT pagination_key, {Relations.RowId}, root_key FROM {relation} r WHERE ({Terms.Text}) ORDER BY pagination_key LIMIT {WalkMemory.MaxRows + 1}"),
            Terms.Parameters);
        var rows = new List<SearchedRow>();
        while (result.Read())
        {
            rows.Add(new SearchedRow(result.GetUInt64(0), result.GetInt64(1), result.GetUInt64(2)));
        }

        return rows;
    }

    // Another text whenever a row of the file is replaced or deleted. It is read in the query's own transaction: what is kept in memory about a generation may be a
    // commit ahead of that.
    private string MarksOn(RowFile file)
    {
        var marks = _snapshot.MarkersAgainst(file).Where(marker => !marker.IsHot).Select(marker => marker.Number.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var (hot, targets) in _hotMarks ??= ReadHotMarks())
        {
            marks.AddRange(targets.Where(target => file.Lineage.Contains(target.Number))
                .Select(target => string.Create(CultureInfo.InvariantCulture, $"{hot.Number}>{target.Number}:{target.Count}:{target.Last}")));
        }

        return string.Join(',', marks);
    }

    private List<(RowFile Hot, List<(int Number, long Count, ulong Last)> Targets)> ReadHotMarks()
    {
        var marks = new List<(RowFile, List<(int, long, ulong)>)>();
        foreach (var hot in _snapshot.Files.Where(other => other.IsHot && !other.Marks.IsEmpty))
        {
            var targets = new List<(int, long, ulong)>();
            using var result = _connection.Query($"SELECT target, count(*), max(marked_by) FROM {hot.Catalog}.{RowSchema.Superseded} GROUP BY target ORDER BY target");
            while (result.Read())
            {
                targets.Add((result.GetInt32(0), result.GetInt64(1), result.GetUInt64(2)));
            }

            marks.Add((hot, targets));
        }

        return marks;
    }
}
