using System.Globalization;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>
/// Writes files into one sealed segment without replaced rows. Rows keep the order in which they arrived when a generation is settled (close to
/// their order in time, and much cheaper than sorting their texts); merged segments are sorted by object and pagination key. Works in one read transaction, beside
/// the writer; marks that are made meanwhile stay valid because they name the victim's version, wherever it has moved.
/// </summary>
/// <param name="instance">The engine.</param>
/// <param name="files">The files.</param>
/// <param name="options">The store's options.</param>
/// <param name="run">Does a piece of the work, where and at which priority it sees fit, and returns after it.</param>
internal sealed class SegmentBuilder(DuckDbInstance instance, RowFiles files, DuckDbStoreOptions options, Action<Action> run)
{
    /// <summary>Rows sorted at a time at most.</summary>
    private const long MaxSortRows = 100_000;

    /// <summary>Of the engine's memory, for the rows that are sorted at a time. The engine holds them several times over, beside what queries and settling need.</summary>
    private const int SortShare = 8;

    /// <summary>How many bytes of rows a byte of a packed file stands for, about.</summary>
    private const int Packing = 5;

    /// <summary>Replaces the sources by one segment.</summary>
    /// <param name="sources">Closed generations or segments.</param>
    /// <param name="compression">How hard to compress.</param>
    /// <param name="snapshot">All current files, the sources among them.</param>
    /// <param name="appliedThrough">What came with the snapshot: marks up to this transaction are in it, and count as applied.</param>
    /// <param name="cancellationToken">Gives the segment up; everything stays as it was.</param>
    public void Replace(IReadOnlyList<RowFile> sources, TextCompression compression, FileSnapshot snapshot, ulong appliedThrough, CancellationToken cancellationToken)
    {
        var lineage = sources.SelectMany(source => source.Lineage).ToHashSet();
        var segment = files.Create(isHot: false, compression, lineage, appliedThrough);
        (long Rows, bool IsEmpty) written;
        try
        {
            using var flushing = SteadyFlush.Start(segment.Path);
            written = Write(segment, sources, snapshot, cancellationToken);
        }
        catch
        {
            files.Abandon(segment);
            throw;
        }

        if (written.IsEmpty)
        {
            files.Abandon(segment);
        }

        files.Swap(sources, written.IsEmpty ? null : segment, written.Rows);
    }

    // The connection ends with this method: while it lives the engine holds the segment's file, which is about to be attached anew.
    private (long Rows, bool IsEmpty) Write(RowFile segment, IReadOnlyList<RowFile> sources, FileSnapshot snapshot, CancellationToken cancellationToken)
    {
        using var connection = instance.Connect();
        if (!segment.IsDense)
        {
            CopyInSteps(connection, segment, sources, snapshot, cancellationToken);
        }

        (long Rows, bool IsEmpty) written = default;
        run(() => written = Complete(connection, segment, sources, snapshot, cancellationToken));
        return written;
    }

    private (long Rows, bool IsEmpty) Complete(
        DuckDbConnection connection, RowFile segment, IReadOnlyList<RowFile> sources, FileSnapshot snapshot, CancellationToken cancellationToken)
    {
        connection.Execute("BEGIN TRANSACTION");
        if (segment.IsDense)
        {
            WriteRows(connection, segment, sources, snapshot, SortRows(sources), cancellationToken);
        }

        WriteHistory(connection, segment, sources);
        WriteMarks(connection, segment, sources, snapshot);
        connection.Execute("COMMIT");

        // An insert that found no rows leaves an empty row group behind, at which the engine's scans end: until a checkpoint has left it out, rows that came after it
        // are not seen.
        connection.Execute($"CHECKPOINT {segment.Catalog}");
        WriteObjects(connection, segment);
        connection.Execute($"CHECKPOINT {segment.Catalog}");
        if (!RowFileInspection.HasAllObjects(connection, segment))
        {
            throw new InvalidDataException("The objects of a new segment have other rows than the segment.");
        }

        // A row that spoilt it may be gone by now, and of a generation that was opened again nothing is known.
        segment.Whole = sources.Aggregate(TypedPaths.All, static (whole, source) => whole & source.Whole);
        segment.Whole |= RowFileInspection.Whole(connection, segment, TypedPaths.All & ~segment.Whole);
        var rows = connection.Scalar($"SELECT count(*) FROM {segment.Catalog}.{RowSchema.Rows}");
        var others = connection.Scalar(
            $"SELECT (SELECT count(*) FROM {segment.Catalog}.{RowSchema.History}) + (SELECT count(*) FROM {segment.Catalog}.{RowSchema.Superseded})");
        return (rows, rows == 0 && others == 0);
    }

    // Whole row groups, each committed on its own. A whole row group goes straight into its place in the file; anything less would be written to
    // the log first and again at the checkpoint. One commit for a whole generation would keep the disk busy for so long that the writer's
    // commits wait behind it. A step may see more marks than the one before; what it does not see stays excluded by the mark.
    private void CopyInSteps(DuckDbConnection connection, RowFile segment, IReadOnlyList<RowFile> sources, FileSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            var condition = FileRelation.NotSuperseded(source, snapshot);
            foreach (var (first, last) in Steps(connection, source, condition))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var step = string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    INSERT INTO {segment.Catalog}.{RowSchema.Rows} SELECT {RowSchema.ColumnList} FROM {source.Catalog}.{RowSchema.Rows} r
                    WHERE r.rowid BETWEEN {first} AND {last}{condition}
                    """);
                run(() => connection.Execute(step));
            }
        }
    }

    // Ranges of positions with the rows of one row group each; the last one has the rest.
    private static List<(long First, long Last)> Steps(DuckDbConnection connection, RowFile source, string condition)
    {
        var steps = new List<(long First, long Last)>();
        using var result = connection.Query(
            $"""
            SELECT min(position), max(position)
            FROM (SELECT rowid AS position, (row_number() OVER (ORDER BY rowid) - 1) // {RowSchema.RowGroupSize} AS step
                  FROM {source.Catalog}.{RowSchema.Rows} r WHERE true{condition})
            GROUP BY step ORDER BY step
            """);
        while (result.Read())
        {
            steps.Add((result.GetInt64(0), result.GetInt64(1)));
        }

        return steps;
    }

    private long SortRows(IReadOnlyList<RowFile> sources)
    {
        var bytes = sources.Sum(source => new FileInfo(source.Path).Length * (source.IsDense ? Packing : 1));
        var rows = sources.Sum(source => source.Rows);
        var fit = options.MaxMemoryBytes / SortShare * Math.Max(1, rows) / Math.Max(1, bytes);
        return Math.Clamp(fit, RowSchema.RowGroupSize, MaxSortRows);
    }

    private static void WriteRows(
        DuckDbConnection connection, RowFile segment, IReadOnlyList<RowFile> sources, FileSnapshot snapshot, long sortRows, CancellationToken cancellationToken)
    {
        var union = string.Join(" UNION ALL ", sources.Select(source =>
            $"SELECT {RowSchema.ColumnList} FROM {source.Catalog}.{RowSchema.Rows} r WHERE {{0}}{FileRelation.NotSuperseded(source, snapshot)}"));
        foreach (var part in Parts(connection, sources, sortRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            connection.Execute(
                $"INSERT INTO {segment.Catalog}.{RowSchema.Rows} {string.Format(CultureInfo.InvariantCulture, union, part)} ORDER BY kind, object_id, pagination_key");
        }
    }

    // Conditions that together cover all rows in sort order, each with a bounded number of rows.
    private static IEnumerable<string> Parts(DuckDbConnection connection, IReadOnlyList<RowFile> sources, long sortRows)
    {
        var counts = new SortedDictionary<(byte Kind, string Id), (ObjectRef Object, long Rows)>();
        foreach (var (target, range) in sources.SelectMany(source => source.Objects))
        {
            // The engine sorts UUIDs as their text.
            var key = ((byte)target.Kind, target.Id.ToString("D"));
            counts[key] = (target, range.Rows + (counts.TryGetValue(key, out var known) ? known.Rows : 0));
        }

        var group = new List<ObjectRef>();
        var groupRows = 0L;
        foreach (var (target, rows) in counts.Values)
        {
            if (group.Count > 0 && groupRows + rows > sortRows)
            {
                yield return FileRelation.Scope(group);
                group.Clear();
                groupRows = 0;
            }

            if (rows <= sortRows)
            {
                group.Add(target);
                groupRows += rows;
                continue;
            }

            foreach (var range in KeyRanges(connection, sources, target, sortRows))
            {
                yield return range;
            }
        }

        if (group.Count > 0)
        {
            yield return FileRelation.Scope(group);
        }
    }

    private static List<string> KeyRanges(DuckDbConnection connection, IReadOnlyList<RowFile> sources, ObjectRef target, long sortRows)
    {
        var scope = FileRelation.Scope([target]);
        var union = string.Join(" UNION ALL ", sources.Select(source => $"SELECT pagination_key FROM {source.Catalog}.{RowSchema.Rows} r WHERE {scope}"));
        var starts = new List<ulong>();
        using (var result = connection.Query(
            $"SELECT pagination_key FROM (SELECT pagination_key, row_number() OVER (ORDER BY pagination_key) AS n FROM ({union})) WHERE n % {sortRows} = 0 ORDER BY 1"))
        {
            while (result.Read())
            {
                starts.Add(result.GetUInt64(0));
            }
        }

        var ranges = new List<string>();
        for (var i = 0; i <= starts.Count; i++)
        {
            var from = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" AND r.pagination_key >= {starts[i - 1]}");
            var to = i == starts.Count ? "" : string.Create(CultureInfo.InvariantCulture, $" AND r.pagination_key < {starts[i]}");
            ranges.Add(scope + from + to);
        }

        return ranges;
    }

    private static void WriteHistory(DuckDbConnection connection, RowFile segment, IReadOnlyList<RowFile> sources)
    {
        var withHistory = sources.Where(source => source.HasHistory).ToList();
        if (withHistory.Count > 0)
        {
            var union = string.Join(" UNION ALL ", withHistory.Select(source => $"SELECT {RowSchema.ColumnList}, is_deleted FROM {source.Catalog}.{RowSchema.History}"));
            connection.Execute($"INSERT INTO {segment.Catalog}.{RowSchema.History} {union} ORDER BY kind, object_id, xact_id");
        }
    }

    // Keeps the marks whose victims lie in other files; those against the sources have just been applied.
    private static void WriteMarks(DuckDbConnection connection, RowFile segment, IReadOnlyList<RowFile> sources, FileSnapshot snapshot)
    {
        var others = snapshot.Files.Except(sources).ToList();
        foreach (var source in sources)
        {
            foreach (var target in source.Marks.Keys)
            {
                if (others.Find(file => file.Lineage.Contains(target)) is { } victim)
                {
                    connection.Execute(string.Create(
                        CultureInfo.InvariantCulture,
                        $"""
                        INSERT INTO {segment.Catalog}.{RowSchema.Superseded} SELECT * FROM {source.Catalog}.{RowSchema.Superseded}
                        WHERE target = {target} AND marked_by > {victim.AppliedThrough}
                        """));
                }
            }
        }
    }

    private static void WriteObjects(DuckDbConnection connection, RowFile segment) =>
        connection.Execute($"INSERT INTO {segment.Catalog}.{RowSchema.Objects} {RowFileInspection.CountedObjects(segment)}");
}
