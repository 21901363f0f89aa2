using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Comparisons: brings both sides to one type. A literal takes the other side's type; JSON takes the literal's.</summary>
internal sealed class ComparisonBinder(DiagnosticBag diagnostics)
{
    public BoundExpression Compare(BinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (right is BoundConstant { Value: null } || left is BoundConstant { Value: null })
        {
            return CompareWithNull(op, right is BoundConstant { Value: null } ? left : right);
        }

        var isNegated = op is BinaryOperator.NullSafeNotEqual;
        if (Align(left, right) is not var (a, b))
        {
            if (IsImpossibleId(left, right))
            {
                // A text that is no UUID equals none: not an error, so that a query over ids of many forms runs.
                return op is BinaryOperator.Equal or BinaryOperator.NullSafeEqual ? BoundConstant.Of(false) : BoundConstant.Of(op is BinaryOperator.NotEqual or BinaryOperator.NullSafeNotEqual);
            }

            diagnostics.Error(
                DiagnosticCodes.TypeMismatch,
                $"A {Name(left.Type)} cannot be compared with {Describe(right)}.",
                span,
                left.Type == ColumnType.Timestamp || right.Type == ColumnType.Timestamp ? "Times are written '2026-01-31T10:00:00Z'." : null);
            return BoundConstant.Of(false);
        }

        BoundExpression comparison = new BoundComparison(Of(op), a, b);
        return isNegated ? new BoundNot(comparison) : comparison;
    }

    /// <summary>Membership in a list of values of any types; nulls in the list are looked past.</summary>
    public BoundExpression In(BoundExpression operand, IReadOnlyList<BoundExpression> values, SourceSpan span)
    {
        var terms = new List<BoundExpression>();
        var constants = new Dictionary<ColumnType, List<BoundConstant>>();
        foreach (var value in values)
        {
            if (value is BoundConstant { Value: null })
            {
                continue;
            }

            if (Align(operand, value) is not var (_, item))
            {
                if (!IsImpossibleId(operand, value))
                {
                    diagnostics.Error(DiagnosticCodes.TypeMismatch, $"A {Name(operand.Type)} cannot be compared with {Describe(value)}.", span);
                }
            }
            else if (item is BoundConstant constant)
            {
                if (!constants.TryGetValue(constant.Type, out var list))
                {
                    constants.Add(constant.Type, list = []);
                }

                list.Add(constant);
            }
            else
            {
                terms.Add(Compare(BinaryOperator.Equal, operand, value, span));
            }
        }

        foreach (var (type, list) in constants)
        {
            terms.Add(new BoundIn(Conversions.To(operand, type)!, [.. list]));
        }

        return terms.Count switch
        {
            0 => BoundConstant.Of(false),
            1 => terms[0],
            _ => new BoundLogical(IsAnd: false, [.. terms]),
        };
    }

    private static BoundExpression CompareWithNull(BinaryOperator op, BoundExpression other) => op switch
    {
        BinaryOperator.Equal or BinaryOperator.NullSafeEqual => new BoundIsNull(other),
        BinaryOperator.NotEqual or BinaryOperator.NullSafeNotEqual => new BoundNot(new BoundIsNull(other)),
        _ => new BoundConstant(null, ColumnType.Boolean),
    };

    private static (BoundExpression Left, BoundExpression Right)? Align(BoundExpression left, BoundExpression right)
    {
        if (left.Type == right.Type)
        {
            return (left, right);
        }

        // All numbers compare as floating point, those in JSON too; only ids keep 64 bits.
        if (Conversions.IsNumeric(left.Type) && right.Type is ColumnType.Json or ColumnType.Number or ColumnType.Integer)
        {
            left = Conversions.To(left, ColumnType.Number)!;
        }

        if (Conversions.IsNumeric(right.Type) && left.Type is ColumnType.Json or ColumnType.Number or ColumnType.Integer)
        {
            right = Conversions.To(right, ColumnType.Number)!;
        }

        if (left.Type == right.Type)
        {
            return (left, right);
        }

        if (right is BoundConstant && left.Type != ColumnType.Json)
        {
            return Pair(left, Conversions.To(right, left.Type));
        }

        if (left is BoundConstant && right.Type != ColumnType.Json)
        {
            return Pair(Conversions.To(left, right.Type), right);
        }

        if (left.Type == ColumnType.Json)
        {
            return Pair(Conversions.To(left, right.Type) ?? Conversions.To(left, ColumnType.Text), AsComparable(right));
        }

        if (right.Type == ColumnType.Json)
        {
            return Pair(AsComparable(left), Conversions.To(right, left.Type) ?? Conversions.To(right, ColumnType.Text));
        }

        return left.Type == ColumnType.Text || right.Type == ColumnType.Text
            ? Pair(Conversions.To(left, ColumnType.Text), Conversions.To(right, ColumnType.Text))
            : null;

        // JSON becomes text beside ids and keys, so they do too.
        static BoundExpression? AsComparable(BoundExpression value) =>
            value.Type is ColumnType.Uuid or ColumnType.TransactionId or ColumnType.PaginationKey ? Conversions.To(value, ColumnType.Text) : value;
    }

    private static (BoundExpression Left, BoundExpression Right)? Pair(BoundExpression? left, BoundExpression? right) =>
        left is not null && right is not null ? (left, right) : null;

    private static bool IsImpossibleId(BoundExpression left, BoundExpression right) =>
        (left.Type == ColumnType.Uuid && right is BoundConstant { Type: ColumnType.Text }) || (right.Type == ColumnType.Uuid && left is BoundConstant { Type: ColumnType.Text });

    private static ComparisonOperator Of(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => ComparisonOperator.Equal,
        BinaryOperator.NotEqual => ComparisonOperator.NotEqual,
        BinaryOperator.Less => ComparisonOperator.Less,
        BinaryOperator.LessOrEqual => ComparisonOperator.LessOrEqual,
        BinaryOperator.Greater => ComparisonOperator.Greater,
        BinaryOperator.GreaterOrEqual => ComparisonOperator.GreaterOrEqual,
        _ => ComparisonOperator.NullSafeEqual,
    };

    public static string Name(ColumnType type) => type switch
    {
        ColumnType.Json => "JSON value",
        ColumnType.Text => "text",
        ColumnType.Boolean => "truth value",
        ColumnType.Number or ColumnType.Integer => "number",
        ColumnType.Timestamp => "time",
        ColumnType.Uuid => "UUID",
        ColumnType.TransactionId => "transaction id",
        _ => "pagination key",
    };

    private static string Describe(BoundExpression value) => value is BoundConstant { Value: string text }
        ? $"'{(text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…"))}'"
        : "a " + Name(value.Type);
}
