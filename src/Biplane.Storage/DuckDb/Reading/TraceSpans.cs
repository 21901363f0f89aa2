using Biplane.Model;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Where the spans of a page of traces lie, and which span stands for each trace: its root or, while there is none yet, its first span. Found
/// by reading three narrow columns, so that the texts of a page are read by position and no others are touched.
/// </summary>
internal sealed class TraceSpans
{
    /// <summary>Longer lists of positions cost more to hand over than they save.</summary>
    private const int MaxPositions = 5_000;

    private readonly List<(RowFile File, List<long> RowIds)> _files = [];
    private readonly Dictionary<ulong, (RowFile File, long RowId, bool IsRoot, ulong Place)> _roots = [];
    private readonly FileSnapshot _snapshot;
    private readonly ObjectRef[] _sources;
    private readonly string _condition;
    private readonly ColumnUse _use;

    public TraceSpans(DuckDbConnection connection, FileSnapshot snapshot, ObjectRef[] sources, ulong[] rootKeys, ColumnUse use)
    {
        _snapshot = snapshot;
        _sources = sources;
        _use = use;
        _condition = $" AND r.root_key IN ({FileRelation.Select(rootKeys)})";
        foreach (var file in snapshot.With(sources).Where(file => file.Traces is null || Array.Exists(rootKeys, file.Traces.MayContain)))
        {
            Locate(connection, file);
        }
    }

    /// <summary>All spans of the traces.</summary>
    /// <param name="expression">An expression whose columns suffice; null for all storage columns.</param>
    public string Spans(string? expression) => _files.Sum(part => part.RowIds.Count) <= MaxPositions
        ? Relations.At(_snapshot, _files, expression, _use)
        : Relations.Current(_snapshot, _files.Select(part => part.File), _sources, _condition, expression, _use);

    /// <summary>The spans that stand for the traces, with all storage columns.</summary>
    public string Roots => Relations.At(
        _snapshot, [.. _roots.Values.GroupBy(root => root.File).Select(group => (group.Key, group.Select(root => root.RowId).ToList()))], use: _use);

    private void Locate(DuckDbConnection connection, RowFile file)
    {
        var rowIds = new List<long>();
        using var result = connection.Query(
            $"SELECT r.root_key, r.rowid, coalesce(r.is_root, FALSE)::UTINYINT, r.pagination_key FROM {file.Catalog}.{RowSchema.Rows} r " +
            $"WHERE {FileRelation.Scope(_sources)}{_condition}{FileRelation.NotSuperseded(file, _snapshot)}");
        while (result.Read())
        {
            var (trace, rowId, isRoot, place) = (result.GetUInt64(0), result.GetInt64(1), result.GetByte(2) != 0, result.GetUInt64(3));
            rowIds.Add(rowId);
            if (!_roots.TryGetValue(trace, out var root) || (isRoot && !root.IsRoot) || (isRoot == root.IsRoot && place < root.Place))
            {
                _roots[trace] = (file, rowId, isRoot, place);
            }
        }

        if (rowIds.Count > 0)
        {
            _files.Add((file, rowIds));
        }
    }
}
