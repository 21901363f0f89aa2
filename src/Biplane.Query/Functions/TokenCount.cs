using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Functions;

/// <summary>What counts as the tokens of a span. Engines know the expression again and may read a column of their own instead.</summary>
public static class TokenCount
{
    /// <summary>The tokens of the row at hand.</summary>
    public static BoundExpression OfRow { get; } = Of(name =>
        new BoundConvert(new BoundPath(new BoundColumn(EventColumns.Find("metrics")!), [PathStep.Member(name)]), ColumnType.Number));

    /// <summary>The total where it was logged, else its parts.</summary>
    /// <param name="metric">Gives a metric as a number.</param>
    public static BoundExpression Of(Func<string, BoundExpression> metric) => new BoundCall(
        ScalarFunction.Coalesce,
        [
            metric("tokens"),
            metric("total_tokens"),
            new BoundArithmetic(ArithmeticOperator.Add, metric("prompt_tokens"), metric("completion_tokens")),
            metric("prompt_tokens"),
            metric("completion_tokens"),
        ],
        ColumnType.Number);
}
