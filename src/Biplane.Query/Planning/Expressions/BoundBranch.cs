namespace Biplane.Query.Planning.Expressions;

/// <summary>One case of a <see cref="BoundConditional"/>.</summary>
/// <param name="Condition">When; null counts as false.</param>
/// <param name="Result">Then.</param>
public sealed record BoundBranch(BoundExpression Condition, BoundExpression Result);
