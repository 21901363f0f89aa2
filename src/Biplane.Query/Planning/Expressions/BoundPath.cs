using Biplane.Model.Rows;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A way into a JSON value. A missing step and a JSON null are null.</summary>
/// <param name="Root">The value, of type <see cref="ColumnType.Json"/>.</param>
/// <param name="Steps">The way, at least one step.</param>
public sealed record BoundPath(BoundExpression Root, EquatableList<PathStep> Steps) : BoundExpression(ColumnType.Json);
