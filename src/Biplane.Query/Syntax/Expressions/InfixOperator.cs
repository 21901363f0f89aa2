namespace Biplane.Query.Syntax.Expressions;

/// <summary>A row of <see cref="Operators"/>.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Symbol">How the printer writes it.</param>
/// <param name="Precedence">How tightly it binds, see <see cref="Precedence"/>.</param>
/// <param name="JsonName">Its <c>op</c> in the JSON form, if it has one.</param>
/// <param name="Spellings">Other ways to write it.</param>
internal sealed record InfixOperator(BinaryOperator Operator, string Symbol, Precedence Precedence, string? JsonName, params string[] Spellings);
