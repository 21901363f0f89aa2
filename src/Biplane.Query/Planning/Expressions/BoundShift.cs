using Biplane.Model.Rows;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A time moved by a length of time.</summary>
/// <param name="Time">A time.</param>
/// <param name="Amount">How many units, negative for earlier.</param>
/// <param name="Unit">The unit.</param>
public sealed record BoundShift(BoundExpression Time, long Amount, IntervalUnit Unit) : BoundExpression(ColumnType.Timestamp);
