using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>Values as another type.</summary>
internal sealed class ConversionWriter(SqlText sql, ExpressionWriter expressions, JsonWriter json)
{
    public void Write(BoundConvert convert)
    {
        switch (convert.Type)
        {
            case ColumnType.Text:
                ToText(convert.Operand);
                break;
            case ColumnType.Json:
                ToJson(convert.Operand);
                break;
            case ColumnType.Number:
                ToNumber(convert.Operand);
                break;
            case ColumnType.Integer:
                ToInteger(convert.Operand);
                break;
            case ColumnType.Boolean:
                ToBoolean(convert.Operand);
                break;
            case ColumnType.Timestamp:
                // A text without an offset is UTC because the session is.
                sql.Append("TRY(make_timestamp(epoch_us(TRY_CAST(");
                ToText(convert.Operand);
                sql.Append(" AS TIMESTAMPTZ))))");
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
            case ColumnType.Number:
                // 5, not 5.0.
                Wrap("list_min(list_transform([", operand, "], lambda v: CASE WHEN v = trunc(v) AND abs(v) < 1e15 THEN CAST(CAST(v AS BIGINT) AS VARCHAR) ELSE CAST(v AS VARCHAR) END))");
                break;
            case ColumnType.Timestamp:
                Wrap("strftime(", operand, ", '%Y-%m-%dT%H:%M:%S.%gZ')");
                break;
            case ColumnType.PaginationKey:
                Wrap("('p' || lpad(CAST(", operand, " AS VARCHAR), 20, '0'))");
                break;
            default:
                Wrap("CAST(", operand, " AS VARCHAR)");
                break;
        }
    }

    private void ToJson(BoundExpression operand)
    {
        sql.Append("CAST(to_json(");
        if (operand.Type is ColumnType.Number or ColumnType.Integer or ColumnType.Boolean)
        {
            expressions.Write(operand);
        }
        else
        {
            ToText(operand);
        }

        sql.Append(") AS VARCHAR)");
    }

    private void ToNumber(BoundExpression operand)
    {
        switch (operand.Type)
        {
            case ColumnType.Json:
                json.Number(operand, isFinite: true);
                break;
            case ColumnType.Text:
                Wrap("biplane_finite(TRY_CAST(", operand, " AS DOUBLE))");
                break;
            case ColumnType.Boolean:
                Wrap("CAST(CAST(", operand, " AS INTEGER) AS DOUBLE)");
                break;
            default:
                Wrap("CAST(", operand, " AS DOUBLE)");
                break;
        }
    }

    private void ToInteger(BoundExpression operand)
    {
        switch (operand.Type)
        {
            case ColumnType.Boolean:
                Wrap("CAST(", operand, " AS BIGINT)");
                break;
            case ColumnType.Json:
                sql.Append("TRY_CAST(trunc(");
                json.Number(operand, isFinite: true);
                sql.Append(") AS BIGINT)");
                break;
            default:
                Wrap("TRY_CAST(trunc(TRY_CAST(", operand, " AS DOUBLE)) AS BIGINT)");
                break;
        }
    }

    private void ToBoolean(BoundExpression operand)
    {
        if (operand.Type == ColumnType.Json)
        {
            json.Boolean(operand);
        }
        else
        {
            Wrap("CASE lower(", operand, ") WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END");
        }
    }

    private void Wrap(string before, BoundExpression operand, string after)
    {
        sql.Append(before);
        expressions.Write(operand);
        sql.Append(after);
    }
}
