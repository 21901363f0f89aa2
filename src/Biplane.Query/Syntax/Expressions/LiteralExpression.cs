namespace Biplane.Query.Syntax.Expressions;

/// <summary>A constant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, see <see cref="LiteralKind"/>.</param>
public sealed record LiteralExpression(LiteralKind Kind, string Text) : Expression
{
    public static LiteralExpression Null { get; } = new(LiteralKind.Null, "null");

    public static LiteralExpression String(string content) => new(LiteralKind.String, content);

    public static LiteralExpression Boolean(bool value) => value ? new(LiteralKind.True, "true") : new(LiteralKind.False, "false");
}
