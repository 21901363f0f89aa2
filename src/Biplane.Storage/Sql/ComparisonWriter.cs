using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Comparisons and memberships.</summary>
internal sealed class ComparisonWriter(SqlText sql, SqlDialect dialect, ExpressionWriter expressions, JsonWriter json)
{
    public void Write(BoundComparison comparison, bool nullIsFalse)
    {
        if (comparison.Left.Type == ColumnType.Json)
        {
            WriteJson(comparison);
            return;
        }

        if (comparison.Left is BoundConstant && comparison.Right is not BoundConstant)
        {
            comparison = new BoundComparison(Mirror(comparison.Operator), comparison.Right, comparison.Left);
        }

        if (comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            WriteEquality(comparison, nullIsFalse);
            return;
        }

        sql.Append("(");
        if (JsonNumber(comparison.Left) is { } number && comparison.Right is BoundConstant { Value: double bound } && comparison.Operator != ComparisonOperator.NullSafeEqual)
        {
            // A range with two finite ends leaves out the infinity that a number beyond 64 bits becomes, without writing the operand twice.
            json.Number(number, isFinite: false);
            var (low, high) = comparison.Operator switch
            {
                ComparisonOperator.Less => (double.MinValue, Math.BitDecrement(bound)),
                ComparisonOperator.LessOrEqual => (double.MinValue, bound),
                ComparisonOperator.Greater => (Math.BitIncrement(bound), double.MaxValue),
                _ => (bound, double.MaxValue),
            };
            sql.Append(" BETWEEN ").Parameter(low).Append(" AND ").Parameter(high).Append(")");
            return;
        }

        expressions.Write(comparison.Left);
        sql.Append(Symbol(comparison.Operator));
        expressions.Write(comparison.Right);
        sql.Append(")");
    }

    public void Write(BoundIn list, bool nullIsFalse)
    {
        var needsPresence = Converted(list.Operand) is not null && !nullIsFalse;
        sql.Append(needsPresence ? "coalesce(" : "(");
        var derived = list.Operand is BoundConvert { Type: ColumnType.Text, Operand: BoundPath path } && list.Values.All(v => StorageColumns.Text(path, (string)v.Value!) is not null)
            ? StorageColumns.Text(path, (string)list.Values[0].Value!)
            : null;
        if (derived is not null && nullIsFalse)
        {
            sql.Append(derived);
        }
        else
        {
            WriteOperand(list.Operand);
        }

        sql.Append(" IN (").Join(", ", list.Values, value => expressions.Write(value)).Append(")");
        WritePresence(list.Operand, needsPresence, "FALSE");
    }

    private void WriteEquality(BoundComparison comparison, bool nullIsFalse)
    {
        var isEqual = comparison.Operator == ComparisonOperator.Equal;
        if (isEqual && nullIsFalse && comparison is { Left: BoundConvert { Type: ColumnType.Text, Operand: BoundPath path }, Right: BoundConstant { Value: string text } }
            && StorageColumns.Text(path, text) is { } derived)
        {
            sql.Append("(").Append(derived).Append(" = ").Parameter(text).Append(")");
            return;
        }

        var converted = Converted(comparison.Left) is not null ? comparison.Left : Converted(comparison.Right) is not null ? comparison.Right : null;
        var needsPresence = converted is not null && !(isEqual && nullIsFalse);
        sql.Append(needsPresence ? "coalesce(" : "(");
        WriteOperand(comparison.Left);
        sql.Append(Symbol(comparison.Operator));
        WriteOperand(comparison.Right);
        WritePresence(converted!, needsPresence, isEqual ? "FALSE" : "TRUE");
    }

    // What is there but of another type is unequal, not unknown.
    private void WritePresence(BoundExpression converted, bool needsPresence, string result)
    {
        if (needsPresence)
        {
            sql.Append(", CASE WHEN ");
            json.IsNull(Converted(converted)!, isNegated: true);
            sql.Append(" THEN ").Append(result).Append(" END");
        }

        sql.Append(")");
    }

    // For equality with finite values an infinity needs no special care.
    private void WriteOperand(BoundExpression operand)
    {
        if (JsonNumber(operand) is { } number)
        {
            json.Number(number, isFinite: false);
        }
        else
        {
            expressions.Write(operand);
        }
    }

    private static BoundExpression? JsonNumber(BoundExpression operand) =>
        operand is BoundConvert { Type: ColumnType.Number, Operand: { Type: ColumnType.Json } inner } ? inner : null;

    private static BoundExpression? Converted(BoundExpression operand) =>
        operand is BoundConvert { Type: not ColumnType.Text, Operand: { Type: ColumnType.Json } inner } ? inner : null;

    // Two JSON values: equal by their text, ordered as numbers if both are, else as texts.
    private void WriteJson(BoundComparison comparison)
    {
        var isOrder = comparison.Operator is ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual;
        sql.Append("(");
        if (isOrder)
        {
            sql.Append("CASE WHEN ");
            json.Number(comparison.Left, isFinite: true);
            sql.Append(" IS NOT NULL AND ");
            json.Number(comparison.Right, isFinite: true);
            sql.Append(" IS NOT NULL THEN ");
            json.Number(comparison.Left, isFinite: false);
            sql.Append(Symbol(comparison.Operator));
            json.Number(comparison.Right, isFinite: false);
            sql.Append(" ELSE ");
        }

        json.Content(comparison.Left);
        sql.Append(Symbol(comparison.Operator));
        json.Content(comparison.Right);
        sql.Append(isOrder ? " END)" : ")");
    }

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };

    private string Symbol(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " <> ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.LessOrEqual => " <= ",
        ComparisonOperator.Greater => " > ",
        ComparisonOperator.GreaterOrEqual => " >= ",
        _ => dialect.NullSafeEqual,
    };
}
