using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Full text: whether every word is in the value's text as a whole word, in any case. Without words it is false.</summary>
/// <param name="Operand">A text or JSON value; of JSON all of its text counts, names of members too.</param>
/// <param name="Words">The words: runs of letters, marks and digits.</param>
public sealed record BoundMatch(BoundExpression Operand, EquatableList<string> Words) : BoundExpression(ColumnType.Boolean);
