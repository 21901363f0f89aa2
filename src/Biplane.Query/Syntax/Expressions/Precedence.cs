namespace Biplane.Query.Syntax.Expressions;

/// <summary>How tightly operators bind, loosest first. The parser and the printer share it.</summary>
internal enum Precedence
{
    Conditional,
    Or,
    And,
    Not,
    Comparison,
    Additive,
    Multiplicative,
    Negation,
    Primary,
}
