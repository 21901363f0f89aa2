using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>The columns of the answer.</summary>
/// <param name="sql">Where they are written.</param>
/// <param name="dialect">The engine's.</param>
/// <param name="plan">The plan.</param>
/// <param name="expressions">Writes their values.</param>
internal sealed class OutputWriter(SqlText sql, SqlDialect dialect, QueryPlan plan, ExpressionWriter expressions)
{
    /// <summary>The typed column with the number that an output column is, if there is one. Where typed columns say all about it, it is given as a number, not as JSON.</summary>
    public static string? NumberColumn(OutputColumn output) => output is { IsPreview: false, Value: BoundPath path } ? StorageColumns.Number(path) : null;

    /// <summary>Writes the select list.</summary>
    /// <param name="place">What the hidden column holds.</param>
    public void WriteColumns(string place) => sql.Join(", ", plan.Output.Select((column, index) => (column, index)), item =>
    {
        Write(item.column, place);
        sql.Append(" AS ").Append(Names.Column(item.index));
    });

    private void Write(OutputColumn output, string place)
    {
        if (output.Column.IsHidden)
        {
            sql.Append(place);
        }
        else if (expressions.Held.HasFlag(TypedPaths.Times) && NumberColumn(output) is { } number)
        {
            sql.Append(number);
        }
        else if (output.Value is null)
        {
            sql.Append(EventColumns.ExtraStorageName);
        }
        else if (output.IsPreview && plan.PreviewLength is { } length)
        {
            dialect.WritePreview(sql, () => expressions.Write(output.Value), length.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            expressions.Write(output.Value);
        }
    }
}
