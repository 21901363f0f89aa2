namespace Biplane.Query.Planning.Expressions;

/// <summary>Ways to compare two values of one type.</summary>
public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Equal, or both null; never null itself.</summary>
    NullSafeEqual,
}
