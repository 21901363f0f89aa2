using System.Collections.Frozen;

namespace Biplane.Query.Syntax.Expressions;

/// <summary>The one table of infix operators, for parser, printer and JSON form.</summary>
internal static class Operators
{
    private static readonly InfixOperator[] Table =
    [
        new(BinaryOperator.Equal, "=", Precedence.Comparison, "eq", "==", "eq"),
        new(BinaryOperator.NotEqual, "!=", Precedence.Comparison, "ne", "<>", "ne"),
        new(BinaryOperator.Less, "<", Precedence.Comparison, "lt", "lt"),
        new(BinaryOperator.LessOrEqual, "<=", Precedence.Comparison, "le", "le"),
        new(BinaryOperator.Greater, ">", Precedence.Comparison, "gt", "gt"),
        new(BinaryOperator.GreaterOrEqual, ">=", Precedence.Comparison, "ge", "ge"),
        new(BinaryOperator.NullSafeEqual, "<=>", Precedence.Comparison, null),
        new(BinaryOperator.NullSafeNotEqual, "<!=>", Precedence.Comparison, null),
        new(BinaryOperator.In, "IN", Precedence.Comparison, "in"),
        new(BinaryOperator.Like, "LIKE", Precedence.Comparison, "like"),
        new(BinaryOperator.ILike, "ILIKE", Precedence.Comparison, "ilike"),
        new(BinaryOperator.Match, "MATCH", Precedence.Comparison, "match"),
        new(BinaryOperator.Includes, "INCLUDES", Precedence.Comparison, null, "CONTAINS"),
        new(BinaryOperator.Add, "+", Precedence.Additive, "add"),
        new(BinaryOperator.Subtract, "-", Precedence.Additive, "sub"),
        new(BinaryOperator.Multiply, "*", Precedence.Multiplicative, "mul"),
        new(BinaryOperator.Divide, "/", Precedence.Multiplicative, "div"),
        new(BinaryOperator.Modulo, "%", Precedence.Multiplicative, "mod"),
    ];

    private static readonly FrozenDictionary<string, InfixOperator> BySpelling = Table
        .SelectMany(op => op.Spellings.Append(op.Symbol), (op, spelling) => (op, spelling))
        .ToFrozenDictionary(pair => pair.spelling, pair => pair.op, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, InfixOperator> ByJsonName = Table
        .Where(op => op.JsonName is not null)
        .ToFrozenDictionary(op => op.JsonName!, StringComparer.Ordinal);

    private static readonly FrozenDictionary<BinaryOperator, InfixOperator> ByOperator = Table.ToFrozenDictionary(op => op.Operator);

    /// <summary>The operators that NOT can stand before, as in <c>NOT LIKE</c>.</summary>
    public static bool TakesNot(BinaryOperator op) =>
        op is BinaryOperator.In or BinaryOperator.Like or BinaryOperator.ILike or BinaryOperator.Match or BinaryOperator.Includes;

    public static InfixOperator? Find(string spelling) => BySpelling.GetValueOrDefault(spelling);

    public static InfixOperator? FindJson(string name) => ByJsonName.GetValueOrDefault(name);

    public static InfixOperator Of(BinaryOperator op) => ByOperator[op];
}
