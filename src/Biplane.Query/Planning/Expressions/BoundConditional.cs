using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>The result of the first case whose condition is true.</summary>
/// <param name="Branches">The cases.</param>
/// <param name="Otherwise">The result when none is.</param>
/// <param name="Type">The type of all results.</param>
public sealed record BoundConditional(EquatableList<BoundBranch> Branches, BoundExpression Otherwise, ColumnType Type) : BoundExpression(Type);
