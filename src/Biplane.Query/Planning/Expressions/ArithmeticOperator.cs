namespace Biplane.Query.Planning.Expressions;

/// <summary>Arithmetic on 64-bit floating point numbers.</summary>
public enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Yields a fraction; null for a zero divisor.</summary>
    Divide,

    /// <summary>The remainder, with the sign of the dividend; null for a zero divisor.</summary>
    Modulo,
}
