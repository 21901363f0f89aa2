using System.Globalization;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query;

/// <summary>Short makers of expressions for <see cref="QueryBuilder"/>. Values become literals: nothing a caller passes is read as text of the language.</summary>
public static class Q
{
    /// <summary>An expression in text. Only for text that stands in the source code.</summary>
    /// <exception cref="ArgumentException">The text is no expression.</exception>
    public static Expression Text(string text)
    {
        var diagnostics = new DiagnosticBag();
        var expression = QueryParser.ParseExpression(text, diagnostics);
        return diagnostics.HasErrors ? throw new ArgumentException(diagnostics.Items[0].Describe(text), nameof(text)) : expression;
    }

    /// <summary>A column, or a way into its JSON.</summary>
    public static PathExpression Path(params ReadOnlySpan<string> names)
    {
        var steps = new PathStep[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            steps[i] = PathStep.Member(names[i]);
        }

        return new PathExpression([.. steps]);
    }

    public static LiteralExpression Literal(string value) => LiteralExpression.String(value);

    public static LiteralExpression Literal(double value) => new(LiteralKind.Number, value.ToString("R", CultureInfo.InvariantCulture));

    public static BinaryExpression Equal(string column, string value) => new(BinaryOperator.Equal, Path(column), Literal(value));

    public static BinaryExpression Compare(Expression left, BinaryOperator op, Expression right) => new(op, left, right);

    public static BinaryExpression In(Expression left, IEnumerable<string> values) =>
        new(BinaryOperator.In, left, new ArrayExpression([.. values.Select(Literal)]));

    public static CallExpression Call(string function, params ReadOnlySpan<Expression> arguments) => new(function, [.. arguments]);

    public static StarExpression Star { get; } = new();
}
