using System.Globalization;
using System.Text;
using Biplane.Model;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>SQL over the tables of files. Only numbers and ids that this code made go into the text.</summary>
internal static class FileRelation
{
    /// <summary>A condition on alias <c>r</c>, starting with <c>AND</c>, that leaves out the versions that later ones replaced, in this file and in newer ones; empty when there are none.</summary>
    public static string NotSuperseded(RowFile file, FileSnapshot snapshot)
    {
        var targets = string.Join(",", file.Names.Order());
        var marks = snapshot.MarkersAgainst(file)
            .Select(marker => $"SELECT row_key, xact_id FROM {marker.Catalog}.{RowSchema.Superseded} WHERE target IN ({targets})")
            .ToList();
        var current = CurrentFunction.Condition(file, snapshot);
        return marks.Count == 0
            ? current
            : $"{current} AND NOT EXISTS (SELECT 1 FROM ({string.Join(" UNION ALL ", marks)}) m WHERE m.row_key = r.row_key AND m.xact_id = r.xact_id)";
    }

    /// <summary>A condition on alias <c>r</c> for rows of some objects of one kind.</summary>
    public static string Scope(IReadOnlyCollection<ObjectRef> objects)
    {
        var sql = new StringBuilder();
        foreach (var kind in objects.GroupBy(o => o.Kind))
        {
            sql.Append(sql.Length == 0 ? "(" : " OR ");
            sql.Append(CultureInfo.InvariantCulture, $"(r.kind = {(byte)kind.Key} AND r.object_id IN (");
            sql.AppendJoin(",", kind.Select(o => $"'{o.Id:D}'::UUID"));
            sql.Append("))");
        }

        return sql.Append(')').ToString();
    }

    /// <summary>A condition on alias <c>r</c> for rows at some positions, each named once. Neighbours are a range: the engine goes straight there.</summary>
    public static string At(IReadOnlyCollection<long> rowIds)
    {
        var (first, last) = rowIds.Count == 0 ? (0, 0) : (rowIds.Min(), rowIds.Max());
        return rowIds.Count > 0 && last - first == rowIds.Count - 1
            ? string.Create(CultureInfo.InvariantCulture, $"r.rowid BETWEEN {first} AND {last}")
            : $"r.rowid IN ({Select(rowIds)})";
    }

    /// <summary>A statement whose rows are the numbers. One text, not a list of literals: the engine takes each literal for an expression of its own.</summary>
    public static string Select(IEnumerable<ulong> numbers) => $"SELECT unnest('[{string.Join(",", numbers.Select(Text))}]'::UBIGINT[])";

    /// <inheritdoc cref="Select(IEnumerable{ulong})"/>
    public static string Select(IEnumerable<long> numbers) => $"SELECT unnest('{List(numbers)}'::BIGINT[])";

    /// <summary>A statement whose rows are pairs of numbers.</summary>
    public static string Pairs(IEnumerable<ulong> first, string firstName, IEnumerable<ulong> second, string secondName) =>
        $"{Select(first)} AS {firstName}, unnest('[{string.Join(",", second.Select(Text))}]'::UBIGINT[]) AS {secondName}";

    /// <summary>Numbers as one text: the value of a parameter that the statement casts to <c>BIGINT[]</c>.</summary>
    public static string List(IEnumerable<long> numbers) => $"[{string.Join(",", numbers.Select(Text))}]";

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
