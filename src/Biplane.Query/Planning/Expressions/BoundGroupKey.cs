using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A grouped value, in expressions over groups.</summary>
/// <param name="Index">Its place in <see cref="Grouping.Keys"/>.</param>
/// <param name="Type">Its type.</param>
public sealed record BoundGroupKey(int Index, ColumnType Type) : BoundExpression(Type);
