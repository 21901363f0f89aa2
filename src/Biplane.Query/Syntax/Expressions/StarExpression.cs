namespace Biplane.Query.Syntax.Expressions;

/// <summary><c>*</c>: every column of a select list, or every row of a count.</summary>
public sealed record StarExpression : Expression;
