using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>The columns of the answer.</summary>
internal sealed class OutputWriter(SqlText sql, QueryPlan plan, ExpressionWriter expressions)
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
            sql.Append(PreviewFunction.Name).Append("(");
            expressions.Write(output.Value);
            sql.Append(", '").Append(length.ToString(CultureInfo.InvariantCulture)).Append("')");
        }
        else
        {
            expressions.Write(output.Value);
        }
    }
}
