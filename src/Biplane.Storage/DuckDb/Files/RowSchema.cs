using Biplane.Model.Rows;
using Biplane.Storage.Sql;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>
/// The tables of a row file, frozen by <c>FormatStabilityTests</c>. <c>rows</c> has the current version of each row. <c>history</c> has every
/// version of rows whose kind keeps versions, tombstones included. <c>superseded</c> lists versions in older files that this file replaces
/// or deletes. <c>objects</c> (segments only) sums up what rows there are.
/// </summary>
internal static class RowSchema
{
    public const string Rows = "rows";
    public const string History = "history";
    public const string Superseded = "superseded";
    public const string Objects = "objects";

    /// <summary>Small row groups: the default of 122,880 stalls commits for seconds on rows of some KB.</summary>
    public const int RowGroupSize = 8_192;

    public const int FirstField = 20;
    public const int Comments = FirstField + EventFields.Count;
    public const int Audit = Comments + 1;
    public const int Extra = Audit + 1;
    public const int Blobs = Extra + 1;
    public const int FirstSize = Blobs + 1;

    /// <inheritdoc cref="StorageColumns.SizedFields"/>
    public static IReadOnlyList<EventField> SizedFields => StorageColumns.SizedFields;

    /// <summary>The columns of <c>rows</c>, in order.</summary>
    public static IReadOnlyList<RowColumn> Columns { get; } =
    [
        new("row_key", "UBIGINT", DuckDBType.UnsignedBigInt),
        new("kind", "UTINYINT", DuckDBType.UnsignedTinyInt),
        new("object_id", "UUID", DuckDBType.Uuid),
        new("id", "VARCHAR", DuckDBType.Varchar),
        new("xact_id", "UBIGINT", DuckDBType.UnsignedBigInt),
        new("pagination_key", "UBIGINT", DuckDBType.UnsignedBigInt),
        new("created", "TIMESTAMP", DuckDBType.Timestamp),
        new("project_id", "UUID", DuckDBType.Uuid),
        new("org_id", "UUID", DuckDBType.Uuid),
        new("span_id", "VARCHAR", DuckDBType.Varchar),
        new("root_span_id", "VARCHAR", DuckDBType.Varchar),
        new("root_key", "UBIGINT", DuckDBType.UnsignedBigInt),
        new("is_root", "BOOLEAN", DuckDBType.Boolean),
        new("span_name", "VARCHAR", DuckDBType.Varchar),
        new("span_type", "VARCHAR", DuckDBType.Varchar),
        new("start_time", "DOUBLE", DuckDBType.Double),
        new("end_time", "DOUBLE", DuckDBType.Double),
        new("total_tokens", "DOUBLE", DuckDBType.Double),
        new("model", "VARCHAR", DuckDBType.Varchar),
        new("has_error", "BOOLEAN", DuckDBType.Boolean),
        .. EventFields.All.Select(field => new RowColumn(field.WireName(), "VARCHAR", DuckDBType.Varchar, IsPayload(field))),
        new("comments", "VARCHAR", DuckDBType.Varchar),
        new("audit", "VARCHAR", DuckDBType.Varchar),
        new("extra", "VARCHAR", DuckDBType.Varchar, IsPayload: true),
        new("blobs", "VARCHAR", DuckDBType.Varchar),
        .. SizedFields.Select(field => new RowColumn(StorageColumns.SizeOf(field), "UINTEGER", DuckDBType.UnsignedInteger)),
    ];

    /// <summary>All column names of <c>rows</c>, separated by commas.</summary>
    public static string ColumnList { get; } = string.Join(", ", Columns.Select(c => c.Name));

    public static IReadOnlyList<DuckDBType> RowTypes { get; } = [.. Columns.Select(c => c.Type)];

    /// <summary>The columns of <c>history</c>: those of <c>rows</c> and <c>is_deleted</c>.</summary>
    public static IReadOnlyList<DuckDBType> HistoryTypes { get; } = [.. RowTypes, DuckDBType.Boolean];

    /// <summary>The columns of <c>superseded</c>: the victim's key and version, the file it was in, and the transaction that replaced it.</summary>
    public static IReadOnlyList<DuckDBType> SupersededTypes { get; } =
        [DuckDBType.UnsignedBigInt, DuckDBType.UnsignedBigInt, DuckDBType.Integer, DuckDBType.UnsignedBigInt];

    /// <summary>Statements that create the tables in an attached file.</summary>
    public static string Create(string catalog, TextCompression compression)
    {
        var columns = string.Join(", ", Columns.Select(c => $"{c.Name} {c.SqlType}{Compression(c, compression)}"));
        return $"""
            CREATE TABLE {catalog}.{Rows} ({columns});
            CREATE TABLE {catalog}.{History} ({columns}, is_deleted BOOLEAN);
            CREATE TABLE {catalog}.{Superseded} (row_key UBIGINT, xact_id UBIGINT, target INTEGER, marked_by UBIGINT);
            CREATE TABLE {catalog}.{Objects} (kind UTINYINT, object_id UUID, row_count BIGINT, first_key UBIGINT, last_key UBIGINT);
            """;
    }

    private static string Compression(RowColumn column, TextCompression compression) => compression switch
    {
        TextCompression.Dense when column.IsPayload => " USING COMPRESSION zstd",
        TextCompression.Dense when column.Type == DuckDBType.Varchar => " USING COMPRESSION dict_fsst",
        TextCompression.Quick when column.Type == DuckDBType.Varchar => " USING COMPRESSION uncompressed",
        _ => "",
    };

    private static bool IsPayload(EventField field) => field is EventField.Input or EventField.Output or EventField.Expected
        or EventField.Error or EventField.Metadata or EventField.Context or EventField.Facets or EventField.Classifications;
}
