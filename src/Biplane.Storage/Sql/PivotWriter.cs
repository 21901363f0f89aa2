using System.Globalization;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>
/// A pivot in two statements: the values that become columns, then the rows. In a row each cell is one group, so any value of that group is
/// the cell's.
/// </summary>
internal sealed class PivotWriter(SqlText sql, SqlDialect dialect, QueryPlan plan, ExpressionWriter expressions)
{
    private readonly Pivot _pivot = plan.Pivot!;

    private string Key => Names.Key(_pivot.KeyIndex);

    /// <summary>The columns of the answer: those of the keys, then one per value and measure.</summary>
    /// <exception cref="QueryTooWideException">There are too many values.</exception>
    public static IReadOnlyList<ResultColumn> Columns(QueryPlan plan, IReadOnlyList<string?> values)
    {
        if (values.Count * plan.Pivot!.Measures.Count > Pivot.MaxColumns)
        {
            throw new QueryTooWideException($"The pivot would make more than {Pivot.MaxColumns} columns. Narrow the rows by a filter.");
        }

        var columns = plan.Columns.ToList();
        var names = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var value in values)
        {
            foreach (var measure in plan.Pivot.Measures)
            {
                var name = Pivot.NameOf(value, measure);
                // "a_b" and "c" give the name that "a" and "b_c" give.
                for (var number = 2; !names.Add(name); number++)
                {
                    name = Pivot.NameOf(value, measure) + "_" + number.ToString(CultureInfo.InvariantCulture);
                }

                columns.Add(measure.Column with { Name = name });
            }
        }

        return columns;
    }

    /// <summary>The values, after <c>WITH …</c>; one too many tells that there are too many.</summary>
    public void WriteValues(Action writeGroups)
    {
        sql.Append("SELECT DISTINCT ").Append(Key).Append(" AS _c0");
        writeGroups();
        sql.Append(" ORDER BY 1 NULLS LAST LIMIT ").Append((Pivot.MaxColumns + 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The rows, after <c>WITH …</c>, up to their order.</summary>
    public void WriteRows(IReadOnlyList<string?> values, Action writeGroups)
    {
        var count = plan.Output.Count + (values.Count * _pivot.Measures.Count);
        var index = 0;
        sql.Append("SELECT ").Append(count == 0 ? "1 AS _c0" : string.Empty).Join(", ", Cells(values), cell =>
        {
            if (cell.IsKey)
            {
                expressions.Write(cell.Value);
            }
            else
            {
                sql.Append("any_value(");
                expressions.Write(cell.Value);
                sql.Append(") FILTER (WHERE ").Append(Key);
                WriteIs(cell.Column);
                sql.Append(")");
            }

            sql.Append(" AS ").Append(Names.Column(index++));
        });
        writeGroups();
        // Without other keys there is one row as long as there is a group.
        sql.Append(" GROUP BY ").Append(_pivot.KeyIndex == 0 ? dialect.OneGroup : string.Join(", ", Enumerable.Range(0, _pivot.KeyIndex).Select(Names.Key)));
        sql.Append(count == 0 ? " HAVING FALSE" : string.Empty);
    }

    private IEnumerable<(BoundExpression Value, bool IsKey, string? Column)> Cells(IReadOnlyList<string?> values) =>
    [
        .. plan.Output.Select(column => (column.Value!, true, (string?)null)),
        .. values.SelectMany(value => _pivot.Measures.Select(measure => (measure.Value!, false, value))),
    ];

    private void WriteIs(string? value)
    {
        if (value is null)
        {
            sql.Append(" IS NULL");
        }
        else
        {
            sql.Append(" = ").Parameter(value);
        }
    }
}
