using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Planning;

/// <summary>What to order by. Nulls come last in either direction.</summary>
/// <param name="Value">The expression, over rows or groups as in <see cref="OutputColumn"/>.</param>
/// <param name="IsDescending">Largest first.</param>
public sealed record SortKey(BoundExpression Value, bool IsDescending);
