using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Whether a JSON array has an element equal to a constant; false for what is no array, null for null.</summary>
/// <param name="Haystack">A JSON value.</param>
/// <param name="Needle">A string, number or truth value.</param>
public sealed record BoundIncludes(BoundExpression Haystack, BoundConstant Needle) : BoundExpression(ColumnType.Boolean);
