using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A column of the query that this one reads.</summary>
/// <param name="Index">Its place in the output of <see cref="QueryPlan.Inner"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record BoundInner(int Index, string Name, ColumnType Type) : BoundExpression(Type);
