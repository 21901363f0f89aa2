namespace Biplane.Query.Syntax.Expressions;

/// <summary>A list of values: <c>['a', 'b']</c>, or <c>('a', 'b')</c> after IN.</summary>
/// <param name="Items">The values.</param>
public sealed record ArrayExpression(EquatableList<Expression> Items) : Expression;
