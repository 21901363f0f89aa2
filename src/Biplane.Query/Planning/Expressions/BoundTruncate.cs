using Biplane.Model.Rows;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>The start of the stretch of time that a time lies in. Weeks start on Monday.</summary>
/// <param name="Time">A time.</param>
/// <param name="Amount">How many units a stretch has; more than one only up to days.</param>
/// <param name="Unit">The unit.</param>
/// <param name="OffsetMinutes">How far the local clock is behind UTC: days start at local midnight.</param>
public sealed record BoundTruncate(BoundExpression Time, int Amount, IntervalUnit Unit, int OffsetMinutes) : BoundExpression(ColumnType.Timestamp);
