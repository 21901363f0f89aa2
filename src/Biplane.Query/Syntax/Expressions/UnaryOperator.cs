namespace Biplane.Query.Syntax.Expressions;

/// <summary>Operators with one operand.</summary>
public enum UnaryOperator
{
    Not,
    Negate,
    IsNull,
    IsNotNull,
}
