using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>SQL's LIKE: <c>%</c> any text, <c>_</c> any character, a backslash takes the meaning from the next character.</summary>
/// <param name="Operand">A text.</param>
/// <param name="Pattern">The pattern; it does not end in a lone backslash.</param>
/// <param name="IgnoreCase">ILIKE.</param>
public sealed record BoundLike(BoundExpression Operand, string Pattern, bool IgnoreCase) : BoundExpression(ColumnType.Boolean);
