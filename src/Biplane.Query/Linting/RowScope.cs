using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Linting;

/// <summary>Whether a condition holds for a part of an object's rows that can be found without reading the rest.</summary>
internal static class RowScope
{
    public static bool IsNarrowedBy(BoundExpression condition) => condition switch
    {
        BoundLogical { IsAnd: true } and => and.Operands.Any(IsNarrowedBy),
        BoundLogical or => or.Operands.All(IsNarrowedBy),
        BoundComparison { Operator: not ComparisonOperator.NotEqual } comparison => Compares(comparison) || Compares(Turned(comparison)),
        BoundIn { Operand: BoundColumn column } => IsOrdered(column) || IsName(column),
        BoundAnySpan any => IsNarrowedBy(any.Condition),
        BoundConstant { Value: null or false } => true,
        _ => false,
    };

    private static bool Compares(BoundComparison comparison) =>
        comparison.Left is BoundColumn column
        && !BoundTree.Contains(comparison.Right, node => node is BoundColumn or BoundUnpivoted)
        && (IsOrdered(column) || (IsName(column) && comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NullSafeEqual));

    // Only where the column stands matters here, not the direction of the comparison.
    private static BoundComparison Turned(BoundComparison comparison) => comparison with { Left = comparison.Right, Right = comparison.Left };

    private static bool IsOrdered(BoundColumn column) => column.Column.Name is "created" or "_xact_id" or "_pagination_key";

    private static bool IsName(BoundColumn column) => column.Column.Name is "id" or "root_span_id";
}
