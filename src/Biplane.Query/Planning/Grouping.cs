using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Planning;

/// <summary>One row per distinct tuple of keys. Without keys there is exactly one row.</summary>
/// <param name="Keys">What to group by, over rows.</param>
/// <param name="Aggregates">What to compute per group, over rows.</param>
public sealed record Grouping(EquatableList<BoundExpression> Keys, EquatableList<BoundAggregate> Aggregates);
