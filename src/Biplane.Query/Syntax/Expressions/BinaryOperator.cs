namespace Biplane.Query.Syntax.Expressions;

/// <summary>Operators with two operands. <c>NOT LIKE</c> and its kin are a <see cref="UnaryOperator.Not"/> around the plain form.</summary>
public enum BinaryOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    NullSafeEqual,
    NullSafeNotEqual,
    In,
    Like,
    ILike,
    Match,
    Includes,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}
