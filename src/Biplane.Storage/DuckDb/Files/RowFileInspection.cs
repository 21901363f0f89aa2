using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Keys;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>Reads back what is kept in memory about a file.</summary>
internal static class RowFileInspection
{
    public static void Inspect(DuckDbConnection connection, RowFile file)
    {
        ReadObjects(connection, file);
        ReadMarks(connection, file);
        if (file.IsHot)
        {
            ReadHotRows(connection, file);
        }
        else
        {
            ReadKeys(connection, file);
        }

        var rows = $"{file.Catalog}.{RowSchema.Rows}";
        var history = $"{file.Catalog}.{RowSchema.History}";
        file.HasBlobs = connection.Scalar(
            $"SELECT (EXISTS (SELECT 1 FROM {rows} WHERE blobs IS NOT NULL) OR EXISTS (SELECT 1 FROM {history} WHERE blobs IS NOT NULL))::BIGINT") != 0;
        file.HasHistory = connection.Scalar($"SELECT EXISTS (SELECT 1 FROM {history})::BIGINT") != 0;
        file.LastTransaction = LastTransaction(connection, file, rows, history);
    }

    /// <summary>Which of some paths the typed columns say all about. Reads their JSON until one row speaks against it.</summary>
    public static TypedPaths Whole(DuckDbConnection connection, RowFile file, TypedPaths asked)
    {
        var whole = TypedPaths.None;
        if (asked.HasFlag(TypedPaths.Model) && !Exists("model IS NULL AND " + Otherwise("metadata", "nullif(json_extract(metadata, '$.model')::VARCHAR, 'null') IS NOT NULL")))
        {
            whole |= TypedPaths.Model;
        }

        if (asked.HasFlag(TypedPaths.Tokens) && !Exists(Otherwise("metrics", "total_tokens IS DISTINCT FROM TRY_CAST(json_extract(metrics, '$.tokens')::VARCHAR AS DOUBLE)")))
        {
            whole |= TypedPaths.Tokens;
        }

        if (asked.HasFlag(TypedPaths.Times) && !Exists(Otherwise("metrics", $"{IsNotHeldBy("start_time", "$.start")} OR {IsNotHeldBy("end_time", "$.end")}")))
        {
            whole |= TypedPaths.Times;
        }

        return whole;

        // As texts: a conversion would hide digits that a double does not have.
        static string IsNotHeldBy(string column, string path) =>
            $"coalesce(json_extract(metrics, '{path}')::VARCHAR NOT IN ('null', coalesce({column}::VARCHAR, ''), regexp_replace(coalesce({column}::VARCHAR, ''), '\\.0$', '')), false)";

        // The blob store is not looked into.
        static string Otherwise(string column, string condition) => $"(({condition}) OR ({column} IS NULL AND contains(blobs, '\"{column}\"')))";

        bool Exists(string condition) => connection.Scalar(
            $"SELECT (EXISTS (SELECT 1 FROM {file.Catalog}.{RowSchema.Rows} WHERE {condition}) OR EXISTS (SELECT 1 FROM {file.Catalog}.{RowSchema.History} WHERE {condition}))::BIGINT") != 0;
    }

    private static ulong LastTransaction(DuckDbConnection connection, RowFile file, string rows, string history)
    {
        var marks = $"{file.Catalog}.{RowSchema.Superseded}";
        using var result = connection.Query(
            $"SELECT greatest((SELECT coalesce(max(xact_id), 0) FROM {rows}), (SELECT coalesce(max(xact_id), 0) FROM {history}), " +
            $"(SELECT coalesce(max(marked_by), 0) FROM {marks}))::UBIGINT");
        return result.Read() ? result.GetUInt64(0) : 0;
    }

    /// <summary>A statement that counts what the table of objects says, from the rows and versions themselves.</summary>
    public static string CountedObjects(RowFile file) =>
        $"""
        SELECT kind, object_id, count(*), min(pagination_key), max(pagination_key)
        FROM (SELECT kind, object_id, pagination_key FROM {file.Catalog}.{RowSchema.Rows}
              UNION ALL SELECT kind, object_id, pagination_key FROM {file.Catalog}.{RowSchema.History})
        GROUP BY kind, object_id
        """;

    /// <summary>Whether the table of objects of a segment accounts for all its rows: an object that it lacks would be looked for in vain.</summary>
    public static bool HasAllObjects(DuckDbConnection connection, RowFile file) => connection.Scalar(
        $"""
        SELECT ((SELECT coalesce(sum(row_count), 0) FROM {file.Catalog}.{RowSchema.Objects})
             = (SELECT count(*) FROM {file.Catalog}.{RowSchema.Rows}) + (SELECT count(*) FROM {file.Catalog}.{RowSchema.History}))::BIGINT
        """) != 0;

    // Of segments that older builds wrote the table may lack objects (see SegmentBuilder): then the rows are counted again.
    private static void ReadObjects(DuckDbConnection connection, RowFile file)
    {
        var sql = file.IsHot || !HasAllObjects(connection, file)
            ? CountedObjects(file)
            : $"SELECT kind, object_id, row_count, first_key, last_key FROM {file.Catalog}.{RowSchema.Objects}";
        using var result = connection.Query(sql);
        while (result.Read())
        {
            var target = new ObjectRef((ObjectKind)result.GetByte(0), result.GetGuid(1));
            file.Objects[target] = new ObjectRange(result.GetInt64(2), result.GetUInt64(3), result.GetUInt64(4));
        }
    }

    private static void ReadMarks(DuckDbConnection connection, RowFile file)
    {
        using var result = connection.Query($"SELECT target, count(*), max(marked_by) FROM {file.Catalog}.{RowSchema.Superseded} GROUP BY target");
        while (result.Read())
        {
            file.Marks[result.GetInt32(0)] = new MarkSummary(result.GetInt64(1), result.GetUInt64(2));
        }
    }

    private static void ReadHotRows(DuckDbConnection connection, RowFile file)
    {
        file.HotRows.Clear();
        var replaced = new List<(long Position, long By)>();
        using var result = connection.Query($"SELECT row_key, rowid, xact_id FROM {file.Catalog}.{RowSchema.Rows} ORDER BY rowid");
        while (result.Read())
        {
            var (key, position) = (result.GetUInt64(0), result.GetInt64(1));
            if (file.HotRows.TryGetValue(key, out var earlier))
            {
                replaced.Add((earlier.Position, position));
            }

            file.HotRows[key] = new HotRow(position, result.GetUInt64(2));
        }

        file.Replaced.Reset(replaced);
        file.CommittedRows = file.HotRows.Values.Select(row => row.Position + 1).DefaultIfEmpty().Max();
    }

    private static void ReadKeys(DuckDbConnection connection, RowFile file)
    {
        file.Keys = ReadFilter(connection, (int)file.Rows, $"SELECT row_key FROM {file.Catalog}.{RowSchema.Rows}");
        file.Traces = ReadFilter(connection, 0, $"SELECT DISTINCT root_key FROM {file.Catalog}.{RowSchema.Rows}");
    }

    private static KeyFilter ReadFilter(DuckDbConnection connection, int capacity, string sql)
    {
        var keys = new List<ulong>(capacity);
        using (var result = connection.Query(sql))
        {
            while (result.Read())
            {
                keys.Add(result.GetUInt64(0));
            }
        }

        return KeyFilter.Build(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys));
    }
}
