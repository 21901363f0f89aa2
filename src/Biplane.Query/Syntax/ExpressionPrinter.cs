using System.Globalization;
using System.Text;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Syntax.Text;

namespace Biplane.Query.Syntax;

/// <summary>Writes expressions, with parentheses only where the parser would read another tree without them.</summary>
internal sealed class ExpressionPrinter(StringBuilder text)
{
    public static string Quote(string content) =>
        "'" + content.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Name(string name)
    {
        return Tokenizer.IsName(name) ? name : "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>Writes the expression where operators of at least the given precedence may stand.</summary>
    public void Print(Expression expression, Precedence minimum)
    {
        var needsParentheses = PrecedenceOf(expression) < minimum;
        if (needsParentheses)
        {
            text.Append('(');
        }

        Write(expression);
        if (needsParentheses)
        {
            text.Append(')');
        }
    }

    private static Precedence PrecedenceOf(Expression expression) => expression switch
    {
        ConditionalExpression => Precedence.Conditional,
        LogicalExpression { IsAnd: false } => Precedence.Or,
        LogicalExpression => Precedence.And,
        UnaryExpression { Operator: UnaryOperator.Not } => Precedence.Not,
        UnaryExpression { Operator: UnaryOperator.Negate } => Precedence.Negation,
        UnaryExpression => Precedence.Comparison,
        BinaryExpression binary => Operators.Of(binary.Operator).Precedence,
        _ => Precedence.Primary,
    };

    private void Write(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression { Kind: LiteralKind.String } literal:
                text.Append(Quote(literal.Text));
                break;
            case LiteralExpression literal:
                text.Append(literal.Text);
                break;
            case PathExpression path:
                WritePath(path);
                break;
            case StarExpression:
                text.Append('*');
                break;
            case IntervalExpression interval:
                text.Append(CultureInfo.InvariantCulture, $"interval {interval.Amount} {interval.Unit.Name()}");
                break;
            case ArrayExpression array:
                text.Append('[');
                WriteList(array.Items);
                text.Append(']');
                break;
            case CallExpression call:
                text.Append(call.Name).Append('(').Append(call.IsDistinct ? "DISTINCT " : string.Empty);
                WriteList(call.Arguments);
                text.Append(')');
                break;
            case UnaryExpression unary:
                WriteUnary(unary);
                break;
            case BinaryExpression binary:
                var op = Operators.Of(binary.Operator);
                Print(binary.Left, op.Precedence);
                text.Append(' ').Append(op.Symbol).Append(' ');
                Print(binary.Right, op.Precedence + 1);
                break;
            case LogicalExpression logical:
                WriteLogical(logical);
                break;
            case ConditionalExpression conditional:
                WriteConditional(conditional);
                break;
        }
    }

    private void WriteList(EquatableList<Expression> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Print(items[i], Precedence.Conditional);
        }
    }

    // The first name is quoted only before '.' or '[': a quoted word alone is a string.
    private void WritePath(PathExpression path)
    {
        text.Append(Name(path.Steps[0].Name!));
        foreach (var step in path.Steps.Skip(1))
        {
            if (step.Name is { } name)
            {
                text.Append('.').Append(Name(name));
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
        }
    }

    private void WriteUnary(UnaryExpression unary)
    {
        switch (unary.Operator)
        {
            case UnaryOperator.Not:
                text.Append("NOT ");
                Print(unary.Operand, Precedence.Not);
                break;
            case UnaryOperator.Negate:
                // A minus right before a number would be read as the number's sign.
                text.Append('-');
                Print(unary.Operand, unary.Operand is LiteralExpression or UnaryExpression ? Precedence.Primary + 1 : Precedence.Negation);
                break;
            default:
                Print(unary.Operand, Precedence.Comparison);
                text.Append(unary.Operator == UnaryOperator.IsNull ? " IS NULL" : " IS NOT NULL");
                break;
        }
    }

    private void WriteLogical(LogicalExpression logical)
    {
        var precedence = PrecedenceOf(logical);
        for (var i = 0; i < logical.Operands.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : logical.IsAnd ? " AND " : " OR ");
            Print(logical.Operands[i], precedence + 1);
        }
    }

    private void WriteConditional(ConditionalExpression conditional)
    {
        foreach (var branch in conditional.Branches)
        {
            Print(branch.Condition, Precedence.Or);
            text.Append(" ? ");
            Print(branch.Result, Precedence.Or);
            text.Append(" : ");
        }

        Print(conditional.Otherwise, Precedence.Or);
    }
}
