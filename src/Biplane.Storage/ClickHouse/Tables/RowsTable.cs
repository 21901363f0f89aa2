using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Tables;

/// <summary>
/// The table of rows. Each write of a row adds a version; of versions with the same sorting key the one of the newest transaction counts, and
/// none of them when that one is a tombstone. Invariant: a row keeps its pagination key for life, so that the sorting key names the row
/// and is the order of every scan as well. Payload is the text that came; typed columns only prune and speed up.
/// </summary>
internal static class RowsTable
{
    public const string Name = "biplane_rows";

    /// <summary>The columns, in the order in which <see cref="RowEncoder"/> writes them.</summary>
    public static IReadOnlyList<(string Name, string Type)> Columns { get; } =
    [
        ("row_key", "UInt64"),
        ("kind", "UInt8"),
        ("object_id", "UUID"),
        ("id", "String"),
        ("xact_id", "UInt64"),
        ("pagination_key", "UInt64"),
        ("created", "DateTime64(6, 'UTC')"),
        ("project_id", "UUID"),
        ("org_id", "UUID"),
        ("span_id", "String"),
        ("root_span_id", "String"),
        ("root_key", "UInt64"),
        ("is_root", "Bool"),
        ("span_name", "Nullable(String)"),
        ("span_type", "LowCardinality(Nullable(String))"),
        ("start_time", "Nullable(Float64)"),
        ("end_time", "Nullable(Float64)"),
        ("total_tokens", "Nullable(Float64)"),
        ("model", "LowCardinality(Nullable(String))"),
        ("has_error", "Bool"),
        .. EventFields.All.Select(field => (field.WireName(), "Nullable(String)")),
        ("comments", "Nullable(String)"),
        ("audit", "Nullable(String)"),
        ("extra", "Nullable(String)"),
        ("blobs", "Nullable(String)"),
        .. StorageColumns.SizedFields.Select(field => (StorageColumns.SizeOf(field), "Nullable(UInt32)")),
        ("is_deleted", "UInt8"),
    ];

    /// <summary>The statement that creates the table.</summary>
    public static string Create { get; } = $"""
        CREATE TABLE IF NOT EXISTS {Name} (
          {string.Join(",\n  ", Columns.Select(column => $"{column.Name} {column.Type}{Codec(column.Type)}"))},
          INDEX by_id id TYPE bloom_filter(0.01),
          INDEX by_trace root_key TYPE bloom_filter(0.01),
          INDEX by_time created TYPE minmax)
        ENGINE = ReplacingMergeTree(xact_id, is_deleted)
        PRIMARY KEY (kind, object_id, pagination_key)
        ORDER BY (kind, object_id, pagination_key, row_key)
        """;

    /// <summary>The current rows of objects of one kind, as a derived table. Ids of objects are not text of users.</summary>
    public static string Current(IReadOnlyCollection<ObjectRef> objects) =>
        $"(SELECT * FROM {Name} FINAL WHERE kind = {(byte)objects.First().Kind} AND object_id IN ({string.Join(", ", objects.Select(o => $"'{o.Id:D}'"))}))";

    private static string Codec(string type) => type == "Nullable(String)" ? " CODEC(ZSTD(1))" : string.Empty;
}
