using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>
/// Full text: whether every phrase is in the value's text, in any order and any case; words are what <c>WordReader</c> reads. Without phrases it is false.
/// </summary>
/// <param name="Operand">A text or JSON value; of JSON all of its text counts, names of members too.</param>
/// <param name="Phrases">Phrases of one or more folded words that follow each other.</param>
public sealed record BoundMatch(BoundExpression Operand, EquatableList<EquatableList<string>> Phrases) : BoundExpression(ColumnType.Boolean);
