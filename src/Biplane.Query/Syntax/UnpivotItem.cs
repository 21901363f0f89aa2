using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Turns the members of an object, or the elements of an array, into rows.</summary>
/// <param name="Expression">The object or array.</param>
/// <param name="Name">The column that gets a member's name; null for the elements of an array.</param>
/// <param name="Value">The column that gets the value.</param>
public sealed record UnpivotItem(Expression Expression, string? Name, string Value) : SyntaxNode;
