using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>
/// A value as another type; null where that cannot be. Of JSON, only JSON numbers are numbers and only JSON truth values are truth values,
/// while text is a string's content and the JSON text of anything else.
/// </summary>
/// <param name="Operand">The value.</param>
/// <param name="Type">The type wanted, another than the operand's.</param>
public sealed record BoundConvert(BoundExpression Operand, ColumnType Type) : BoundExpression(Type);
