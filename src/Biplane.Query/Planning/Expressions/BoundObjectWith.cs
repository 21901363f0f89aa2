using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A JSON object with more members. Members that are null are left out; what is no object counts as an empty one.</summary>
/// <param name="Object">A JSON value.</param>
/// <param name="Members">The members, which take the place of those of the same name.</param>
public sealed record BoundObjectWith(BoundExpression Object, EquatableList<BoundMember> Members) : BoundExpression(ColumnType.Json);
