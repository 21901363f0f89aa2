using System.Globalization;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of some objects as SQL relations with all storage columns, large values brought back, replaced versions left out.</summary>
internal static class Relations
{
    /// <summary>
    /// A condition that holds, with a parameter of which no type can be told: zero. The engine plans a statement when it is prepared and once more when its values are known; here it
    /// gives up the first time. Planning takes as long as to read some ten thousand rows. See <c>docs/adr/0036-statements-are-planned-once.md</c>.
    /// </summary>
    internal const string PlannedOnce = "abs(?) = 0 AND ";

    /// <summary>The column with the row id, in relations of one file.</summary>
    public const string RowId = "_rid";

    /// <summary>Current rows in one file, with their row ids.</summary>
    /// <param name="file">The file.</param>
    /// <param name="snapshot">All files.</param>
    /// <param name="objects">Whose rows.</param>
    /// <param name="condition">A further condition on alias <c>r</c>, starting with <c>AND</c>.</param>
    /// <param name="ranges">The positions to read; null for all.</param>
    /// <param name="expression">An expression whose columns suffice: each column of each range costs planning time. Null for all columns.</param>
    /// <param name="use">What is done with large values; null when that is not known.</param>
    public static string OfFile(
        RowFile file,
        FileSnapshot snapshot,
        IReadOnlyCollection<ObjectRef> objects,
        string condition = "",
        IReadOnlyList<RowRange>? ranges = null,
        string? expression = null,
        ColumnUse? use = null) =>
        Union(Selects(file, $"r.rowid AS {RowId}, {Columns(file, expression, use)}", snapshot, objects, condition, ranges), snapshot);

    // A name that only looks like a column in the text costs nothing but its planning.
    private static IEnumerable<string> Names(string? expression) => RowSchema.Columns
        .Select(column => column.Name)
        .Where(name => expression is null || name is "pagination_key" or "root_key" || Mentions(expression, name));

    private static bool Mentions(string expression, string name)
    {
        for (var at = expression.IndexOf(name, StringComparison.Ordinal); at >= 0; at = expression.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!IsOfName(expression, at - 1) && !IsOfName(expression, at + name.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(string expression, int at) => at >= 0 && at < expression.Length && (char.IsAsciiLetterOrDigit(expression[at]) || expression[at] == '_');

    private static string ColumnsIn(RowFile file, string expression, ColumnUse? use) =>
        string.Join(", ", Names(expression).Select(name => Column(file, name, use ?? ColumnUse.Everything)));

    /// <summary>The paths about which the typed columns of all rows of a file say all.</summary>
    public static TypedPaths Held(RowFile file) => file.IsHot ? TypedPaths.None : file.Whole;

    /// <summary>The same of several files.</summary>
    public static TypedPaths Held(IEnumerable<RowFile> files) => files.Aggregate(TypedPaths.All, (held, file) => held & Held(file));

    /// <summary>Current rows in all files.</summary>
    public static string Current(FileSnapshot snapshot, IReadOnlyCollection<ObjectRef> objects) => Current(snapshot, snapshot.With(objects), objects, "");

    /// <summary>Current rows in some files.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="files">Which.</param>
    /// <param name="objects">Whose rows.</param>
    /// <param name="condition">A further condition on alias <c>r</c>, starting with <c>AND</c>.</param>
    /// <param name="expression">An expression whose columns suffice; null for all columns.</param>
    /// <param name="use">What is done with large values; null when that is not known.</param>
    public static string Current(
        FileSnapshot snapshot, IEnumerable<RowFile> files, IReadOnlyCollection<ObjectRef> objects, string condition, string? expression = null, ColumnUse? use = null) =>
        Union([.. files.SelectMany(file => Selects(file, Columns(file, expression, use), snapshot, objects, condition, ranges: null))], snapshot);

    /// <summary>Current rows in parts of some files, for a statement that is run once.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="parts">What to read.</param>
    /// <param name="objects">Whose rows.</param>
    /// <param name="expression">An expression whose columns suffice: each column of each range costs planning time. Null for all columns.</param>
    /// <param name="use">What is done with large values; null when that is not known.</param>
    /// <param name="terms">What rows have to pass in those parts that have not been searched by it; null for nothing.</param>
    public static SqlFragment Current(
        FileSnapshot snapshot, IEnumerable<FilePart> parts, IReadOnlyCollection<ObjectRef> objects, string? expression, ColumnUse? use = null, SqlFragment? terms = null)
    {
        var selects = new List<string>();
        var parameters = new List<object>();
        foreach (var part in parts)
        {
            if (terms is null || part.IsFound)
            {
                selects.AddRange(OfPart(part, expression));
                continue;
            }

            var rows = Union(OfPart(part, expression is null ? null : expression + terms.Text), snapshot);
            selects.Add($"SELECT {string.Join(", ", Names(expression))} FROM {rows} r WHERE ({terms.Text})");
            parameters.AddRange(terms.Parameters);
        }

        return new SqlFragment(Union(selects, snapshot), parameters);

        List<string> OfPart(FilePart part, string? columns)
        {
            var before = parameters.Count == 0 ? PlannedOnce : "";
            var made = Selects(part.File, Columns(part.File, columns, use), snapshot, objects, part.Condition, part.Ranges, before);
            if (before.Length > 0 && made.Count > 0)
            {
                parameters.Add(0L);
            }

            return made;
        }
    }

    // One select for each range: the engine goes straight to a range, but reads everything for a choice of ranges.
    private static List<string> Selects(
        RowFile file, string columns, FileSnapshot snapshot, IReadOnlyCollection<ObjectRef> objects, string condition, IReadOnlyList<RowRange>? ranges, string before = "")
    {
        var from = $"SELECT {columns} FROM {file.Catalog}.{RowSchema.Rows} r WHERE ";
        var where = $"{FileRelation.Scope(objects)}{condition}{FileRelation.NotSuperseded(file, snapshot)}";
        return ranges is null
            ? [$"{from}{before}{where}"]
            : [.. ranges.Select((range, i) => string.Create(CultureInfo.InvariantCulture, $"{from}{(i == 0 ? before : "")}{where} AND r.rowid BETWEEN {range.First} AND {range.Last}"))];
    }

    /// <summary>Rows at known positions; that they are current and of the wanted objects has been seen in the same transaction.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="places">The positions.</param>
    /// <param name="expression">An expression whose columns suffice; null for all columns.</param>
    /// <param name="use">What is done with large values; null when that is not known.</param>
    public static string At(
        FileSnapshot snapshot, IReadOnlyCollection<(RowFile File, List<long> RowIds)> places, string? expression = null, ColumnUse? use = null)
    {
        var parts = places
            .Select(place => $"SELECT {Columns(place.File, expression, use)} FROM {place.File.Catalog}.{RowSchema.Rows} r WHERE {FileRelation.At(place.RowIds)}")
            .ToList();
        return Union(parts, snapshot);
    }

    /// <summary>Rows as they were at a transaction, for kinds that keep versions.</summary>
    public static string AsOf(FileSnapshot snapshot, IReadOnlyCollection<ObjectRef> objects, ulong transaction, ColumnUse? use = null)
    {
        var versions = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT * EXCLUDE (_newest) FROM (
              SELECT *, row_number() OVER (PARTITION BY row_key ORDER BY xact_id DESC) AS _newest
              FROM {History(snapshot, objects, use)} WHERE xact_id <= {transaction})
            WHERE _newest = 1 AND NOT is_deleted
            """);
        return $"(SELECT {RowSchema.ColumnList} FROM ({versions}))";
    }

    /// <summary>Every stored version, for kinds that keep versions; tombstones left out.</summary>
    public static string AllVersions(FileSnapshot snapshot, IReadOnlyCollection<ObjectRef> objects, ColumnUse? use = null) =>
        $"(SELECT {RowSchema.ColumnList} FROM {History(snapshot, objects, use)} WHERE NOT is_deleted)";

    private static string History(FileSnapshot snapshot, IReadOnlyCollection<ObjectRef> objects, ColumnUse? use)
    {
        var parts = snapshot.With(objects)
            .Where(file => file.HasHistory)
            .Select(file => $"SELECT {Columns(file, use)}, is_deleted FROM {file.Catalog}.{RowSchema.History} r WHERE {FileRelation.Scope(objects)}")
            .ToList();
        return parts.Count > 0
            ? $"({string.Join(" UNION ALL ", parts)})"
            : $"(SELECT {RowSchema.ColumnList}, is_deleted FROM {snapshot.Files[0].Catalog}.{RowSchema.History} WHERE false)";
    }

    private static string Union(List<string> parts, FileSnapshot snapshot) => parts.Count > 0
        ? $"({string.Join(" UNION ALL ", parts)})"
        : $"(SELECT {RowSchema.ColumnList} FROM {snapshot.Files[0].Catalog}.{RowSchema.Rows} WHERE false)";

    private static string Column(RowFile file, string column, ColumnUse use) =>
        IsSpared(file, column, use) ? $"NULL::VARCHAR AS {column}"
        : file.HasBlobs && Writing.RowPart.Parse(column) is not null ? BlobFunction.Of("r", column, use) : "r." + column;

    private static bool IsSpared(RowFile file, string column, ColumnUse use) => use.Spared(column) is { } paths && Held(file).HasFlag(paths);

    private static string Columns(RowFile file, string? expression, ColumnUse? use) => expression is null ? Columns(file, use) : ColumnsIn(file, expression, use);

    private static string Columns(RowFile file, ColumnUse? use = null) =>
        file.HasBlobs || use?.SparesSome == true ? string.Join(", ", RowSchema.Columns.Select(c => Column(file, c.Name, use ?? ColumnUse.Everything))) : Plain;

    private static string Plain { get; } = string.Join(", ", RowSchema.Columns.Select(c => "r." + c.Name));
}
