using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>An aggregate's value, in expressions over groups.</summary>
/// <param name="Index">Its place in <see cref="Grouping.Aggregates"/>.</param>
/// <param name="Type">Its type.</param>
public sealed record BoundAggregateResult(int Index, ColumnType Type) : BoundExpression(Type);
