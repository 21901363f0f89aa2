using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Planning;

/// <summary>A column of the answer and how to compute it: over rows, or over groups when the plan has a <see cref="Grouping"/>.</summary>
/// <param name="Column">Its name and type.</param>
/// <param name="Value">The expression; null for the row's <c>extra</c> object (<see cref="ResultColumn.IsSpread"/>) and for a hidden place.</param>
/// <param name="IsPreview">Whether <see cref="QueryPlan.PreviewLength"/> cuts it.</param>
public sealed record OutputColumn(ResultColumn Column, BoundExpression? Value, bool IsPreview = false);
