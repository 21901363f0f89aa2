using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>The conditions on other spans of the trace that a filter has; each becomes one flag per trace.</summary>
internal static class AnySpans
{
    public static IReadOnlyList<BoundAnySpan> In(BoundExpression filter) => [.. BoundTree.Nodes(filter).OfType<BoundAnySpan>().Distinct()];
}
