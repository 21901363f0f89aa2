using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A column that an <see cref="Unpivot"/> makes.</summary>
/// <param name="Index">Its place in <see cref="QueryPlan.Unpivots"/>.</param>
/// <param name="IsName">The member's name (text), else the value (JSON).</param>
public sealed record BoundUnpivoted(int Index, bool IsName) : BoundExpression(IsName ? ColumnType.Text : ColumnType.Json);
