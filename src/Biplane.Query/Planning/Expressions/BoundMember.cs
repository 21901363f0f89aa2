namespace Biplane.Query.Planning.Expressions;

/// <summary>A member of a <see cref="BoundObjectWith"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record BoundMember(string Name, BoundExpression Value);
