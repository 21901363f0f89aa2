using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A column of the row.</summary>
/// <param name="Column">Which one.</param>
public sealed record BoundColumn(EventColumn Column) : BoundExpression(Column.Type);
