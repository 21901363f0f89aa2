using Biplane.Model.Rows;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>The values at a way into each element of a JSON array, as a JSON array; what is missing or null is left out. Null for what is no array.</summary>
/// <param name="Array">A JSON value.</param>
/// <param name="Steps">The way, at least one step.</param>
public sealed record BoundEach(BoundExpression Array, EquatableList<PathStep> Steps) : BoundExpression(ColumnType.Json);
