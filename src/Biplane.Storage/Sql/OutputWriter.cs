using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.Storage.Sql;

/// <summary>The columns of the answer.</summary>
internal sealed class OutputWriter(SqlText sql, SqlDialect dialect, QueryPlan plan, ExpressionWriter expressions)
{
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
