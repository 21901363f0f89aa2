namespace Biplane.Query.Syntax.Expressions;

/// <summary>A function call.</summary>
/// <param name="Name">The function's name as written.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="IsDistinct">Whether DISTINCT stands before the arguments.</param>
public sealed record CallExpression(string Name, EquatableList<Expression> Arguments, bool IsDistinct = false) : Expression;
