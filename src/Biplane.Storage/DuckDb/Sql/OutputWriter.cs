using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

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
            WritePreview(output.Value, length.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            expressions.Write(output.Value);
        }
    }

    // A value whose text is longer becomes a string of the text's beginning; a shorter one stays what it is.
    private void WritePreview(BoundExpression value, string length)
    {
        sql.Append("CASE WHEN strlen(");
        expressions.Write(value);
        sql.Append(") <= ").Append(length).Append(" OR length(json_extract_string(");
        expressions.Write(value);
        sql.Append(", '$')) <= ").Append(length).Append(" THEN ");
        expressions.Write(value);
        sql.Append(" ELSE CAST(to_json(left(json_extract_string(");
        expressions.Write(value);
        sql.Append(", '$'), ").Append(length).Append(")) AS VARCHAR) END");
    }
}
