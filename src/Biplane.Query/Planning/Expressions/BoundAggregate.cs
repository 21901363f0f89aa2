using Biplane.Model.Rows;
using Biplane.Query.Functions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>An aggregate over the rows of a group.</summary>
/// <param name="Function">Which.</param>
/// <param name="Argument">Over what; null for a count of rows.</param>
/// <param name="Fraction">Of a percentile: which one, 0 to 1.</param>
/// <param name="Type">What it yields.</param>
public sealed record BoundAggregate(AggregateFunction Function, BoundExpression? Argument, double Fraction, ColumnType Type) : BoundExpression(Type);
