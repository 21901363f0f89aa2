namespace Biplane.Query.Syntax.Expressions;

/// <summary>An expression as written.</summary>
public abstract record Expression : SyntaxNode;
