using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Turns the values of a column into columns of measures.</summary>
/// <param name="Measures">The aggregates, one column each per value.</param>
/// <param name="Column">The column whose values become names; null where none is given, which means the last dimension.</param>
public sealed record PivotClause(EquatableList<SelectItem> Measures, Expression? Column) : SyntaxNode;
