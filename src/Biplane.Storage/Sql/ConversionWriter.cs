using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Values as another type.</summary>
internal sealed class ConversionWriter(SqlText sql, SqlDialect dialect, ExpressionWriter expressions, JsonWriter json)
{
    public void Write(BoundConvert convert)
    {
        var (operand, from) = (convert.Operand, convert.Operand.Type);
        switch (convert.Type)
        {
            case ColumnType.Text:
                ToText(operand);
                break;
            case ColumnType.Json when from is ColumnType.Number or ColumnType.Integer or ColumnType.Boolean:
                sql.Wrap(dialect.Cast(from, ColumnType.Json), () => expressions.Write(operand));
                break;
            case ColumnType.Json:
                sql.Wrap(dialect.Cast(ColumnType.Text, ColumnType.Json), () => ToText(operand));
                break;
            case ColumnType.Number when from == ColumnType.Json:
                json.Number(operand, isFinite: true);
                break;
            case ColumnType.Integer when from == ColumnType.Json:
                sql.Wrap(dialect.Cast(ColumnType.Number, ColumnType.Integer), () => json.Number(operand, isFinite: true));
                break;
            case ColumnType.Boolean when from == ColumnType.Json:
                json.Boolean(operand);
                break;
            case ColumnType.Timestamp:
                sql.Wrap(dialect.Cast(ColumnType.Text, ColumnType.Timestamp), () => ToText(operand));
                break;
            case ColumnType.Number or ColumnType.Integer or ColumnType.Boolean:
                sql.Wrap(dialect.Cast(from, convert.Type), () => expressions.Write(operand));
                break;
            default:
                throw new ArgumentException($"Nothing converts to {convert.Type}.", nameof(convert));
        }
    }

    private void ToText(BoundExpression operand)
    {
        switch (operand.Type)
        {
            case ColumnType.Text:
                expressions.Write(operand);
                break;
            case ColumnType.Json:
                json.Content(operand);
                break;
            default:
                sql.Wrap(dialect.Cast(operand.Type, ColumnType.Text), () => expressions.Write(operand));
                break;
        }
    }
}
